package parallax.runner.decode;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import parallax.runner.decode.graph.GraphRun;
import parallax.runner.decode.graph.LogitsBuffer;
import parallax.runner.decode.graph.StepInputs;

/// Drives a graph with shared cache buffers.
final class TensorDecoder implements SlotDecoder {
    private final GraphRun graph;
    private final LogitsBuffer logits;
    private final boolean lastRowOnly;
    private final EngineTimes times;
    private int firstSlot;

    TensorDecoder(GraphRun graph, LogitsBuffer logits, boolean lastRowOnly, EngineTimes times) {
        this.graph = graph;
        this.logits = logits;
        this.lastRowOnly = lastRowOnly;
        this.times = times;
    }

    @Override
    public float[] prefill(int slot, int held, int[] ids, int width) throws OrtException {
        int rows = lastRowOnly ? 1 : ids.length;
        times.addPrefill(graph.run(StepInputs.prefill(held, ids, width), slot, logits, rows), ids.length);
        float[] last = new float[logits.vocabulary()];
        logits.read(rows - 1, last);
        return last;
    }

    @Override
    public void decode(int first, int[] tokens, int[] held) throws OrtException {
        firstSlot = first;
        long ns = graph.run(StepInputs.decode(tokens, held), first, logits, 1);
        times.addDecode(ns, Arrays.stream(tokens).filter(token -> token >= 0).count());
    }

    @Override
    public void logits(int slot, float[] row) {
        logits.read(slot - firstSlot, row);
    }

    @Override
    public void forget() {
        graph.forget();
    }

    @Override
    public void close() {
        graph.close();
    }
}
