/// Files out of studies.
@NullMarked
package parallax.dataset.exports;

import org.jspecify.annotations.NullMarked;
