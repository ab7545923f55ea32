/// A study's plan as one thing with three faces: forms, a file, the API.
@NullMarked
package parallax.design.plan;

import org.jspecify.annotations.NullMarked;
