package parallax.runner.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parallax.runner.model.onnx.ElementType;
import parallax.runner.model.onnx.OnnxGraph;

/// Works out from a graph's own inputs and outputs how the decoder is driven; configuration files only
/// fill gaps.
final class ShapeReader {
    private static final Set<String> KNOWN_INPUTS =
            Set.of("input_ids", "attention_mask", "position_ids", "use_cache_branch");

    /// Far beyond real models, and small enough that sizes of a cache fit into a `long`.
    private static final long MAX_NUMBERS_PER_TOKEN = 1 << 20;

    private final OnnxGraph graph;
    private final JsonNode config;
    private final JsonNode genaiConfig;

    ShapeReader(OnnxGraph graph, JsonNode config, JsonNode genaiConfig) {
        this.graph = graph;
        this.config = config;
        this.genaiConfig = genaiConfig;
    }

    DecoderShape read() {
        requireDecoder();
        if (!graph.choices().unknown().isEmpty()) {
            throw new ModelFolderException("the graph chooses between two ways of computing by the condition \""
                    + graph.choices().unknown().getFirst() + "\", which this runner cannot follow; what it wrote"
                    + " could be wrong, so it is not run: export the model without such a branch");
        }
        List<DecoderShape.Layer> layers = new ArrayList<>();
        while (graph.input("past_key_values." + layers.size() + ".key").isPresent()) {
            layers.add(layer(layers.size()));
        }
        int cacheType = graph.input("past_key_values.0.key").orElseThrow().elementType();
        if (cacheType != ElementType.FLOAT && cacheType != ElementType.FLOAT16) {
            throw new ModelFolderException(
                    "its cache is kept in " + ElementType.name(cacheType) + "; this runner keeps fp32 and fp16 caches");
        }
        int logitsType = graph.output("logits").orElseThrow().elementType();
        if (logitsType != ElementType.FLOAT && logitsType != ElementType.FLOAT16) {
            throw new ModelFolderException(
                    "its logits are " + ElementType.name(logitsType) + "; this runner reads fp32 and fp16 logits");
        }
        CacheLayout cacheLayout = graph.uses("GroupQueryAttention") ? CacheLayout.SHARED_BUFFER : CacheLayout.APPENDING;
        boolean hasCacheBranch = graph.input("use_cache_branch").isPresent();
        if (hasCacheBranch && cacheLayout == CacheLayout.SHARED_BUFFER) {
            throw new ModelFolderException("the graph is a merged one (input use_cache_branch) with"
                    + " GroupQueryAttention, which this runner cannot drive; export it unmerged, with past");
        }
        return new DecoderShape(
                architecture(), layers, cacheType, cacheLayout, vocabulary(), contextLength(), hasCacheBranch);
    }

    private void requireDecoder() {
        if (graph.input("input_ids").isEmpty() || graph.output("logits").isEmpty()) {
            throw new ModelFolderException(
                    "the graph is not a decoder that this runner can drive: it needs the input input_ids"
                            + " and the output logits, and has inputs " + names(graph.inputs()) + " and outputs "
                            + names(graph.outputs()));
        }
        if (graph.input("past_key_values.0.key").isEmpty()) {
            throw new ModelFolderException("the graph has no key-value cache (no input past_key_values.0.key), so every"
                    + " token would cost the whole conversation again; export the model with past");
        }
        for (OnnxGraph.Value input : graph.inputs()) {
            if (!KNOWN_INPUTS.contains(input.name()) && !input.name().matches("past_key_values\\.\\d+\\.(key|value)")) {
                throw new ModelFolderException("the graph needs the input \"" + input.name()
                        + "\", which this runner does not know; it drives text decoders only");
            }
        }
    }

    private static String names(List<OnnxGraph.Value> values) {
        return String.join(
                ", ", values.stream().map(OnnxGraph.Value::name).limit(8).toList());
    }

    private DecoderShape.Layer layer(int index) {
        OnnxGraph.Value key = graph.input("past_key_values." + index + ".key").orElseThrow();
        for (String needed : List.of("present." + index + ".key", "present." + index + ".value")) {
            if (graph.output(needed).isEmpty()) {
                throw new ModelFolderException(
                        "the graph reads a cache for layer " + index + " but has no output " + needed);
            }
        }
        if (graph.input("past_key_values." + index + ".value").isEmpty()
                || key.dimensions().size() != 4) {
            throw new ModelFolderException("the cache of layer " + index
                    + " is not a pair of tensors [batch, heads, length, size]; this runner cannot drive it");
        }
        int heads = known(
                key.dimensions().get(1),
                List.of(genaiConfig.at("/model/decoder/num_key_value_heads"), config.path("num_key_value_heads")),
                "key-value heads");
        int headSize = known(
                key.dimensions().get(3),
                List.of(genaiConfig.at("/model/decoder/head_size"), config.path("head_dim")),
                "head size");
        if ((long) heads * headSize > MAX_NUMBERS_PER_TOKEN) {
            throw new ModelFolderException("the cache of layer " + index + " would hold " + heads + " × " + headSize
                    + " numbers per token; no model this runner can drive needs that many");
        }
        return new DecoderShape.Layer(heads, headSize);
    }

    private static int known(long dimension, List<JsonNode> otherwise, String what) {
        if (dimension > 0 && dimension < 1 << 20) {
            return (int) dimension;
        }
        for (JsonNode node : otherwise) {
            if (node.canConvertToInt() && node.asInt() > 0) {
                return node.asInt();
            }
        }
        throw new ModelFolderException("neither the graph nor a configuration file gives the number of " + what);
    }

    private String architecture() {
        String named = config.path("architectures").path(0).asText("");
        return !named.isEmpty() ? named : genaiConfig.at("/model/type").asText("unknown");
    }

    private int vocabulary() {
        List<Long> logits = graph.output("logits").orElseThrow().dimensions();
        long last = logits.isEmpty() ? -1 : logits.getLast();
        return last > 0 ? (int) last : config.path("vocab_size").asInt(-1);
    }

    private int contextLength() {
        int fromGenai = genaiConfig.at("/model/context_length").asInt(0);
        int fromConfig = config.path("max_position_embeddings").asInt(0);
        int length =
                fromGenai > 0 && fromConfig > 0 ? Math.min(fromGenai, fromConfig) : Math.max(fromGenai, fromConfig);
        return length > 0 ? length : 2048;
    }
}
