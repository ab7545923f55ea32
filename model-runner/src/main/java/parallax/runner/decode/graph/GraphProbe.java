package parallax.runner.decode.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.LinkedHashMap;
import java.util.Map;
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

    public static Found run(OrtSession session, ModelFolder folder, OrtSession.RunOptions runOptions) {
        DecoderShape shape = folder.shape();
        GraphTensors tensors = new GraphTensors(folder);
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            tensors.put(inputs, "input_ids", new long[] {0, 0}, 1, 2);
            tensors.put(inputs, "attention_mask", new long[] {1, 1}, 1, 2);
            tensors.put(inputs, "position_ids", new long[] {0, 1}, 1, 2);
            tensors.putCacheBranch(inputs, 0);
            for (int tensor = 0; tensor < 2 * shape.layers().size(); tensor++) {
                DecoderShape.Layer layer = shape.layers().get(tensor / 2);
                inputs.put(
                        GraphTensors.pastName(tensor),
                        tensors.cache(GraphTensors.memory(0), new long[] {1, layer.heads(), 0, layer.headSize()}));
            }
            try (OrtSession.Result result = session.run(inputs, java.util.Set.of("logits"), runOptions)) {
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
