/// Who may sign in, and as what.
@NullMarked
package parallax.identity;

import org.jspecify.annotations.NullMarked;
