/// Models as raters: sequence classifiers, and chat models that answer a rubric.
@NullMarked
package parallax.runner.rate;

import org.jspecify.annotations.NullMarked;
