/// What lies in a model folder, read without running it.
@NullMarked
package parallax.runner.model;

import org.jspecify.annotations.NullMarked;
