/// Reading ONNX files without running them.
@NullMarked
package parallax.runner.model.onnx;

import org.jspecify.annotations.NullMarked;
