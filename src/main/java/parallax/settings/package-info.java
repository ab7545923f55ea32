/// What an operator sets, in one place.
@NullMarked
package parallax.settings;

import org.jspecify.annotations.NullMarked;
