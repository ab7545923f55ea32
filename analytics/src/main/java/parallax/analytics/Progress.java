package parallax.analytics;

/// Is told how far long work has got, and may stop it.
@FunctionalInterface
public interface Progress {
    /// Never stops the work.
    Progress SILENT = (done, total) -> true;

    /// Told after each step, by one thread at a time.
    ///
    /// @return whether to go on; false ends the work with a [java.util.concurrent.CancellationException]
    boolean advanced(long done, long total);
}
