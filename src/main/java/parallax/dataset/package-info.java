/// What the files of both directions have in common: layouts, headers, how values and conversations are
/// written.
@NullMarked
package parallax.dataset;

import org.jspecify.annotations.NullMarked;
