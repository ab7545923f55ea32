/// The command `analyze`, and the three forms in which it writes what an analysis found. It starts without the
/// application, so nothing here may need a database or the web.
@NullMarked
package parallax.dataset.findings;

import org.jspecify.annotations.NullMarked;
