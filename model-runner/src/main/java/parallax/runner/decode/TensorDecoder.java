package parallax.runner.decode;

import ai.onnxruntime.OrtException;

/// Drives a graph with shared cache buffers.
final class TensorDecoder implements SlotDecoder {
    private static final float[] NOT_READ = {};

    private final GraphRun graph;
    private final LogitsBuffer logits;
    private final boolean lastRowOnly;
    private final EngineTimes times;

    TensorDecoder(GraphRun graph, LogitsBuffer logits, boolean lastRowOnly, EngineTimes times) {
        this.graph = graph;
        this.logits = logits;
        this.lastRowOnly = lastRowOnly;
        this.times = times;
    }

    @Override
    public float[] prefill(int slot, int held, int[] ids) throws OrtException {
        int rows = lastRowOnly ? 1 : ids.length;
        run(StepInputs.prefill(held, ids), slot, rows);
        times.addPrefill(ids.length);
        return logits.row(rows - 1);
    }

    @Override
    public float[][] decode(int[] tokens, int[] held) throws OrtException {
        run(StepInputs.decode(tokens, held), 0, 1);
        float[][] rows = new float[tokens.length][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = tokens[row] < 0 ? NOT_READ : logits.row(row);
        }
        return rows;
    }

    private void run(StepInputs inputs, int slot, int rows) throws OrtException {
        long started = System.nanoTime();
        graph.run(inputs, slot, logits, rows);
        times.addRun(System.nanoTime() - started);
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
