package parallax.runner.decode;

/// Decides which requests run together in the next model run. Used by the engine's thread only.
interface Scheduler extends AutoCloseable {
    /// Takes waiting requests as far as there is room, and carries all running ones one token on.
    ///
    /// @return whether any request is still running
    boolean step(RequestQueue queue);

    /// Ends everything that runs, delivering what is written.
    void cancelAll(RequestQueue queue);

    @Override
    void close();
}
