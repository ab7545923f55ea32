package parallax.dataset.imports;

/// Told how far an import has come.
@FunctionalInterface
public interface ImportProgress {
    ImportProgress SILENT = (stage, done) -> {};

    /// @param stage what is being done, such as `reading ratings`
    /// @param done rows so far in this stage
    void at(String stage, long done);
}
