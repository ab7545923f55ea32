/// What must never break, tried on a real database under crashes and crowds.
@NullMarked
package parallax.durability;

import org.jspecify.annotations.NullMarked;
