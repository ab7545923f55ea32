@NullMarked
package parallax.dataset.file;

import org.jspecify.annotations.NullMarked;
