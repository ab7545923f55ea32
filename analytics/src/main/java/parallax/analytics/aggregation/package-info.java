/// Models that put one label in place of many answers, and what that changes. Shown as the contrast to
/// the answers themselves: they call a minority view an error.
@NullMarked
package parallax.analytics.aggregation;

import org.jspecify.annotations.NullMarked;
