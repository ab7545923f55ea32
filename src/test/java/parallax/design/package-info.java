/// Forms in which a study is designed.
@NullMarked
package parallax.design;

import org.jspecify.annotations.NullMarked;
