/// The same figures and rows for programs, under `/api/v1`.
@NullMarked
package parallax.api;

import org.jspecify.annotations.NullMarked;
