@NullMarked
package parallax.dataset.findings;

import org.jspecify.annotations.NullMarked;
