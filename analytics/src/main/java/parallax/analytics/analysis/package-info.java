/// A whole analysis of one dataset: every metric that applies, for everybody, for each group and each
/// pair of groups.
@NullMarked
package parallax.analytics.analysis;

import org.jspecify.annotations.NullMarked;
