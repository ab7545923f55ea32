package parallax.runner.decode;

import ai.onnxruntime.OrtException;

/// Runs a graph whose attention writes into the cache it reads from. Each slot of the cache holds one
/// request.
interface SlotDecoder extends AutoCloseable {
    /// Reads tokens of one request, after those that its slot holds.
    ///
    /// @param slot where its keys and values are
    /// @param held tokens the slot holds already
    /// @param ids the next tokens `[count]`
    /// @param width how long the request is said to be, at least as long as it is after this
    /// @return logits of the last token `[vocabulary]`
    float[] prefill(int slot, int held, int[] ids, int width) throws OrtException;

    /// Reads one token in each of some neighbouring slots.
    ///
    /// @param first the first of them
    /// @param tokens the next token of slots first … first + n−1 `[n]`; −1 where a slot is idle. An idle slot keeps
    ///     the tokens it holds; only the place after them is overwritten
    /// @param held tokens each slot holds already `[n]`, fewer than the cache has room for
    void decode(int first, int[] tokens, int[] held) throws OrtException;

    /// Reads the logits of a slot that took part in the last [#decode] into a row `[vocabulary]`; from
    /// any thread.
    void logits(int slot, float[] row);

    /// Releases whatever refers to the cache's buffers, which are about to move.
    void forget();

    @Override
    void close();
}
