/// Whether a study's figures keep to the limits of its plan: begin reading at [parallax.gate.Gate].
@NullMarked
package parallax.gate;

import org.jspecify.annotations.NullMarked;
