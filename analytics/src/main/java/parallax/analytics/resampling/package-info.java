/// Methods that redraw raters or items: the permutation test, its correction for many groups, and the
/// bootstrap.
@NullMarked
package parallax.analytics.resampling;

import org.jspecify.annotations.NullMarked;
