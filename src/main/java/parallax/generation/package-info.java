/// Prompts, runs and outputs of models.
@NullMarked
package parallax.generation;

import org.jspecify.annotations.NullMarked;
