/// Items of a study out of files of conversations that have no answers yet.
@NullMarked
package parallax.dataset.items;

import org.jspecify.annotations.NullMarked;
