/// Chat and classifier inference on ONNX Runtime. No framework, no SQL.
@NullMarked
package parallax.runner;

import org.jspecify.annotations.NullMarked;
