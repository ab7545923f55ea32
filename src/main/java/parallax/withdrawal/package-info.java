/// What is kept of a rater: shown to them, handed to them, and taken back by them.
@NullMarked
package parallax.withdrawal;

import org.jspecify.annotations.NullMarked;
