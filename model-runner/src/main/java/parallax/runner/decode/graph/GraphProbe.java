package parallax.runner.decode.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parallax.runner.model.DecoderShape;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.ModelFolderException;

/// Runs a loaded graph once on two tokens, to check that it computes at all, and to see what its logits
/// look like.
public final class GraphProbe {
    private GraphProbe() {}

    /// What the first run showed.
    ///
    /// @param vocabulary how many tokens the logits cover
    /// @param lastRowOnly whether logits come for the last token only, however many were read
    public record Found(int vocabulary, boolean lastRowOnly) {}

    /// Empty caches or, for attention that wants one of its window's length, such ones, into which the run
    /// then writes. What they hold is of no interest, so all of a size share their memory.
    ///
    /// @return the outputs that are written into
    private static Map<String, OnnxTensor> putCache(
            Map<String, OnnxTensor> inputs, ModelFolder folder, GraphTensors tensors) throws OrtException {
        int length = folder.graph().attention().rollingWindow();
        List<DecoderShape.Layer> layers = folder.shape().layers();
        long largest = layers.stream()
                .mapToLong(DecoderShape.Layer::numbersPerToken)
                .max()
                .orElse(0);
        ByteBuffer memory =
                GraphTensors.memory(largest * length * folder.shape().cacheBytesPerNumber());
        Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
        for (int tensor = 0; tensor < 2 * layers.size(); tensor++) {
            DecoderShape.Layer layer = layers.get(tensor / 2);
            int bytes = layer.numbersPerToken() * length * folder.shape().cacheBytesPerNumber();
            OnnxTensor past = tensors.cache(
                    memory.slice(0, bytes).order(memory.order()),
                    new long[] {1, layer.heads(), length, layer.headSize()});
            inputs.put(GraphTensors.pastName(tensor), past);
            if (length > 0) {
                outputs.put(GraphTensors.presentName(tensor), past);
            }
        }
        return outputs;
    }

    public static Found run(OrtSession session, ModelFolder folder, OrtSession.RunOptions runOptions) {
        GraphTensors tensors = new GraphTensors(folder);
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            tensors.put(inputs, "input_ids", new long[] {0, 0}, 1, 2);
            tensors.put(inputs, "attention_mask", new long[] {1, 1}, 1, 2);
            tensors.put(inputs, "position_ids", new long[] {0, 1}, 1, 2);
            tensors.putCacheBranch(inputs, 0);
            Map<String, OnnxTensor> cache = putCache(inputs, folder, tensors);
            try (OrtSession.Result result = session.run(inputs, Set.of("logits"), cache, runOptions)) {
                OnnxTensor logits = (OnnxTensor) result.get("logits").orElseThrow();
                long[] dimensions = logits.getInfo().getShape();
                if (dimensions.length != 3 || dimensions[0] != 1) {
                    throw new ModelFolderException(folder.graphFile() + " gives logits of shape "
                            + java.util.Arrays.toString(dimensions) + "; a decoder gives [batch, tokens, vocabulary]");
                }
                return new Found((int) dimensions[2], dimensions[1] == 1);
            }
        } catch (OrtException e) {
            throw new ModelFolderException(
                    folder.graphFile() + " loads but does not run: " + OnnxEnvironment.reason(e), e);
        } finally {
            GraphTensors.close(inputs);
        }
    }
}
