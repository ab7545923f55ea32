/// Driving a decoder's graph on ONNX Runtime: sessions, tensors, the cache of keys and values, native
/// calls.
@NullMarked
package parallax.runner.decode.graph;

import org.jspecify.annotations.NullMarked;
