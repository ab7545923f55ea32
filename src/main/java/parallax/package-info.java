@NullMarked
package parallax;

import org.jspecify.annotations.NullMarked;
