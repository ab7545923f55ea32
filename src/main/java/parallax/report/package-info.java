/// Dashboards over groups and items.
@NullMarked
package parallax.report;

import org.jspecify.annotations.NullMarked;
