/// One metric per file: each is a function of count tables, defined in `docs/reference/metrics`.
@NullMarked
package parallax.analytics.metric;

import org.jspecify.annotations.NullMarked;
