package parallax.runner.model;

import java.util.List;
import parallax.runner.model.onnx.ElementType;

/// The tensors by which a decoder graph is driven.
///
/// @param architecture from config.json, such as `LlamaForCausalLM`; `unknown` if it is not given
/// @param layers heads and size of each layer's key-value cache, in order
/// @param cacheType element type of the cache, `fp32` or `fp16`, as ONNX number
/// @param cacheLayout how the cache is kept
/// @param vocabulary how many tokens the logits cover; −1 if the graph does not say
/// @param contextLength the most tokens, prompt and reply together, that the model was made for
/// @param hasCacheBranch whether the graph has to be told if there is a cache (merged exports)
public record DecoderShape(
        String architecture,
        List<Layer> layers,
        int cacheType,
        CacheLayout cacheLayout,
        int vocabulary,
        int contextLength,
        boolean hasCacheBranch) {
    public DecoderShape {
        layers = List.copyOf(layers);
    }

    /// @param heads key-value heads
    /// @param headSize numbers per head and position
    public record Layer(int heads, int headSize) {
        /// Numbers that one token adds to the keys, and again to the values.
        public int numbersPerToken() {
            return heads * headSize;
        }
    }

    /// Bytes of cache that one token takes in all layers.
    public long cacheBytesPerToken() {
        long numbers = layers.stream().mapToLong(Layer::numbersPerToken).sum();
        return 2 * numbers * cacheBytesPerNumber();
    }

    public int cacheBytesPerNumber() {
        return ElementType.bits(cacheType) / 8;
    }
}
