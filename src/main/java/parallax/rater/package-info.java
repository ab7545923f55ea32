/// People: participation, consent, demographics.
@NullMarked
package parallax.rater;

import org.jspecify.annotations.NullMarked;
