/// Who sees which item next.
@NullMarked
package parallax.assignment;

import org.jspecify.annotations.NullMarked;
