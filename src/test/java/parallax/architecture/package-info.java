/// What keeps the house in shape.
@NullMarked
package parallax.architecture;

import org.jspecify.annotations.NullMarked;
