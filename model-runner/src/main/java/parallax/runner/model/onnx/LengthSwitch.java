package parallax.runner.model.onnx;

/// A place where a graph computes all rows of a run in one of two ways, by how long they are. Models
/// with long rotary embeddings (long-rope) have one: what was read in one way cannot be gone on with in
/// the other.
///
/// @param limit the most tokens, prompt and reply so far, that are computed in the first way
/// @param byMaskWidth whether the width of the attention mask decides, which whoever runs the graph can
///     choose; else it is the highest position
public record LengthSwitch(long limit, boolean byMaskWidth) {}
