/// From text to token ids and back.
@NullMarked
package parallax.runner.text;

import org.jspecify.annotations.NullMarked;
