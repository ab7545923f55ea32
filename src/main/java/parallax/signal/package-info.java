/// Signals of care: what may show that a rater did not read, each by itself.
@NullMarked
package parallax.signal;

import org.jspecify.annotations.NullMarked;
