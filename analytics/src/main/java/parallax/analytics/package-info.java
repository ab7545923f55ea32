/// Disagreement metrics as functions of response counts and rating matrices. No framework, no SQL.
@NullMarked
package parallax.analytics;

import org.jspecify.annotations.NullMarked;
