package parallax.runner.decode.graph;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import parallax.runner.model.DecoderShape;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.onnx.ElementType;
import parallax.runner.model.onnx.OnnxGraph;

/// Makes the small tensors of a step, in the types that the graph asks for.
final class GraphTensors {
    private final OnnxGraph graph;
    private final DecoderShape shape;

    GraphTensors(ModelFolder folder) {
        this.graph = folder.graph();
        this.shape = folder.shape();
    }

    /// Whole numbers `[rows, columns]` for an input, in the input's own width; nothing if the graph has
    /// no such input.
    void put(Map<String, OnnxTensor> inputs, String name, long[] values, long... dimensions) throws OrtException {
        OnnxGraph.Value input = graph.input(name).orElse(null);
        if (input == null) {
            return;
        }
        inputs.put(name, numbers(input.elementType(), values, dimensions));
    }

    /// The ids, mask and positions of a step.
    void put(Map<String, OnnxTensor> inputs, StepInputs step) throws OrtException {
        put(inputs, "input_ids", step.ids(), step.rows(), step.columns());
        put(inputs, "attention_mask", step.mask(), step.rows(), step.maskWidth());
        put(inputs, "position_ids", step.positions(), step.rows(), step.columns());
    }

    private static OnnxTensor numbers(int elementType, long[] values, long[] dimensions) throws OrtException {
        if (elementType == ElementType.INT32) {
            int[] narrow = new int[values.length];
            for (int i = 0; i < values.length; i++) {
                narrow[i] = Math.toIntExact(values[i]);
            }
            return OnnxTensor.createTensor(OnnxEnvironment.get(), IntBuffer.wrap(narrow), dimensions);
        }
        return OnnxTensor.createTensor(OnnxEnvironment.get(), LongBuffer.wrap(values), dimensions);
    }

    /// Tells merged graphs whether there is a cache.
    ///
    /// @param held how many tokens it holds
    void putCacheBranch(Map<String, OnnxTensor> inputs, int held) throws OrtException {
        if (shape.hasCacheBranch()) {
            inputs.put("use_cache_branch", OnnxTensor.createTensor(OnnxEnvironment.get(), new boolean[] {held > 0}));
        }
    }

    /// A tensor over a buffer in the cache's number format, without a copy.
    OnnxTensor cache(ByteBuffer buffer, long[] dimensions) throws OrtException {
        return OnnxTensor.createTensor(
                OnnxEnvironment.get(),
                buffer,
                dimensions,
                shape.cacheType() == ElementType.FLOAT16 ? OnnxJavaType.FLOAT16 : OnnxJavaType.FLOAT);
    }

    int logitsType() {
        return graph.output("logits").orElseThrow().elementType();
    }

    /// A tensor for logits over a buffer, without a copy.
    OnnxTensor logits(ByteBuffer buffer, long[] dimensions) throws OrtException {
        return OnnxTensor.createTensor(
                OnnxEnvironment.get(),
                buffer,
                dimensions,
                logitsType() == ElementType.FLOAT16 ? OnnxJavaType.FLOAT16 : OnnxJavaType.FLOAT);
    }

    static String pastName(int tensor) {
        return "past_key_values." + tensor / 2 + (tensor % 2 == 0 ? ".key" : ".value");
    }

    static String presentName(int tensor) {
        return "present." + tensor / 2 + (tensor % 2 == 0 ? ".key" : ".value");
    }

    static ByteBuffer memory(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    static void close(Map<String, ? extends AutoCloseable> tensors) {
        tensors.values().forEach(GraphTensors::close);
    }

    static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("something native cannot be closed: " + e.getMessage(), e);
        }
    }
}
