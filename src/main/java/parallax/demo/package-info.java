/// A whole small world to look at: a study, generated items, simulated raters.
@NullMarked
package parallax.demo;

import org.jspecify.annotations.NullMarked;
