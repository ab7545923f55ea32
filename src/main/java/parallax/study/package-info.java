/// What is asked, of whom, how often.
@NullMarked
package parallax.study;

import org.jspecify.annotations.NullMarked;
