/// Answering generation requests with a model of this machine: the engine and how it schedules them.
@NullMarked
package parallax.runner.decode;

import org.jspecify.annotations.NullMarked;
