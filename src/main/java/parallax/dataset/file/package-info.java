/// Files of ratings, read into what the metrics read. Plain Java: no database, no web, no command line.
@NullMarked
package parallax.dataset.file;

import org.jspecify.annotations.NullMarked;
