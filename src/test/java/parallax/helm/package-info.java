/// The chart in `helm/`, linted and rendered by real Helm, and the container file.
@NullMarked
package parallax.helm;

import org.jspecify.annotations.NullMarked;
