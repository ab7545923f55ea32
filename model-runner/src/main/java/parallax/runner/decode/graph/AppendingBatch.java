package parallax.runner.decode.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.runner.model.DecoderShape;
import parallax.runner.model.ModelFolder;

/// A fixed batch on a graph whose cache grows by one place per token read: each run returns the cache
/// that the next one takes. Shorter prompts are padded on the left and masked, positions are given
/// explicitly.
public final class AppendingBatch implements AutoCloseable {
    private final OrtSession session;
    private final OrtSession.RunOptions runOptions;
    private final DecoderShape shape;
    private final GraphTensors tensors;
    private final int rows;
    private final int[] padding;
    private OrtSession.@Nullable Result last;
    private int length;

    /// @param padding masked places before each row's first token `[rows]`
    public AppendingBatch(OrtSession session, OrtSession.RunOptions runOptions, ModelFolder folder, int[] padding) {
        this.session = session;
        this.runOptions = runOptions;
        this.shape = folder.shape();
        this.tensors = new GraphTensors(folder);
        this.rows = padding.length;
        this.padding = padding.clone();
    }

    /// How many places the cache has, padding included.
    public int length() {
        return length;
    }

    /// Reads the next columns of every row.
    ///
    /// @param ids tokens `[rows][columns]`; any number stands for padding
    /// @return logits at the last column `[rows][vocabulary]`
    public float[][] read(int[][] ids) throws OrtException {
        int columns = ids[0].length;
        Map<String, OnnxTensor> inputs = inputs(ids, columns);
        OrtSession.Result previous = last;
        try {
            Map<String, OnnxTensor> all = new LinkedHashMap<>(inputs);
            if (previous != null) {
                for (int tensor = 0; tensor < 2 * shape.layers().size(); tensor++) {
                    all.put(GraphTensors.pastName(tensor), (OnnxTensor)
                            previous.get(GraphTensors.presentName(tensor)).orElseThrow());
                }
            }
            last = session.run(all, runOptions);
            length += columns;
        } finally {
            GraphTensors.close(inputs);
        }
        if (previous != null) {
            previous.close();
        }
        return lastLogits((OnnxTensor) last.get("logits").orElseThrow());
    }

    private Map<String, OnnxTensor> inputs(int[][] ids, int columns) throws OrtException {
        int width = length + columns;
        long[] flat = new long[rows * columns];
        long[] mask = new long[rows * width];
        long[] positions = new long[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                flat[row * columns + column] = ids[row][column];
                positions[row * columns + column] = Math.max(0, length + column - padding[row]);
            }
            for (int place = padding[row]; place < width; place++) {
                mask[row * width + place] = 1;
            }
        }
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        tensors.put(inputs, "input_ids", flat, rows, columns);
        tensors.put(inputs, "attention_mask", mask, rows, width);
        tensors.put(inputs, "position_ids", positions, rows, columns);
        tensors.putCacheBranch(inputs, length);
        for (int tensor = 0; last == null && tensor < 2 * shape.layers().size(); tensor++) {
            DecoderShape.Layer layer = shape.layers().get(tensor / 2);
            inputs.put(
                    GraphTensors.pastName(tensor),
                    tensors.cache(GraphTensors.memory(0), new long[] {rows, layer.heads(), 0, layer.headSize()}));
        }
        return inputs;
    }

    /// The last of each row's logits `[rows, given, vocabulary]`.
    private float[][] lastLogits(OnnxTensor logits) {
        long[] dimensions = logits.getInfo().getShape();
        int given = (int) dimensions[1];
        int vocabulary = (int) dimensions[2];
        ByteBuffer all = logits.getByteBuffer();
        float[][] read = new float[rows][];
        for (int row = 0; row < rows; row++) {
            read[row] = new float[vocabulary];
            LogitsBuffer.read(all, tensors.logitsType(), (row * given + given - 1) * vocabulary, read[row]);
        }
        return read;
    }

    @Override
    public void close() {
        if (last != null) {
            last.close();
        }
    }
}
