/// Running a decoder: session, key-value cache, scheduling, sampling.
@NullMarked
package parallax.runner.decode;

import org.jspecify.annotations.NullMarked;
