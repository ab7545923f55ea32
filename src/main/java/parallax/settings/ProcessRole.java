package parallax.settings;

/// What a process does; several processes share one database.
public enum ProcessRole {
    /// serves pages and the API
    WEB,
    /// carries out generation runs
    RUNNER,
    /// carries out analyses of studies
    ANALYSIS
}
