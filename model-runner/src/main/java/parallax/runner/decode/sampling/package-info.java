/// From a row of logits to a token: penalties, candidates, random numbers, draws.
@NullMarked
package parallax.runner.decode.sampling;

import org.jspecify.annotations.NullMarked;
