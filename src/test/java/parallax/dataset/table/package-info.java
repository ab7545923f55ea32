@NullMarked
package parallax.dataset.table;

import org.jspecify.annotations.NullMarked;
