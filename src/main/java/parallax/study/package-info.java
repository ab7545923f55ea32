/// What is asked, of whom, how often: studies, rubrics, strata.
@NullMarked
package parallax.study;

import org.jspecify.annotations.NullMarked;
