/// Options that every command has which reads files of ratings.
@NullMarked
package parallax.dataset.options;

import org.jspecify.annotations.NullMarked;
