/// The crossed multilevel model of yes-or-no answers: raters and items each have an effect of their own,
/// groups differ, and they may differ more on some items than on others.
@NullMarked
package parallax.analytics.crossed;

import org.jspecify.annotations.NullMarked;
