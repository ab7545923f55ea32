package parallax.runner.decode.graph;

import java.util.Arrays;

/// The integer inputs of one run of a graph with shared cache buffers.
///
/// @param rows requests that take part
/// @param columns tokens each of them reads
/// @param ids tokens `[rows, columns]`
/// @param mask `[rows, maskWidth]`; a row's sum is the number of tokens held after the run
/// @param maskWidth the largest such number, or more
/// @param positions of the tokens `[rows, columns]`
@SuppressWarnings("ArrayRecordComponent")
public record StepInputs(int rows, int columns, long[] ids, long[] mask, int maskWidth, long[] positions) {
    /// One request reads several tokens.
    ///
    /// @param width how wide the mask is, at least as wide as what is held after the run; graphs that
    ///     choose by it how they compute see a request of that length
    public static StepInputs prefill(int held, int[] tokens, int width) {
        long[] mask = new long[width];
        Arrays.fill(mask, 0, held + tokens.length, 1);
        long[] positions = new long[tokens.length];
        Arrays.setAll(positions, i -> held + i);
        return new StepInputs(
                1, tokens.length, Arrays.stream(tokens).asLongStream().toArray(), mask, width, positions);
    }

    /// Every row reads one token; a negative token marks an idle row.
    public static StepInputs decode(int[] tokens, int[] held) {
        int rows = tokens.length;
        int width = Arrays.stream(held).max().orElse(0) + 1;
        long[] ids = new long[rows];
        long[] mask = new long[rows * width];
        long[] positions = new long[rows];
        for (int row = 0; row < rows; row++) {
            ids[row] = Math.max(tokens[row], 0);
            positions[row] = held[row];
            Arrays.fill(mask, row * width, row * width + held[row] + 1, 1);
        }
        return new StepInputs(rows, 1, ids, mask, width, positions);
    }
}
