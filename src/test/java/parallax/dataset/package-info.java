@NullMarked
package parallax.dataset;

import org.jspecify.annotations.NullMarked;
