/// What a rater answered, and the counts taken from it.
@NullMarked
package parallax.judgment;

import org.jspecify.annotations.NullMarked;
