/// Simulated raters, for demonstrations, dry runs and power planning.
@NullMarked
package parallax.simulation;

import org.jspecify.annotations.NullMarked;
