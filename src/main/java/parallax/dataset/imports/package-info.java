/// Studies out of files of ratings.
@NullMarked
package parallax.dataset.imports;

import org.jspecify.annotations.NullMarked;
