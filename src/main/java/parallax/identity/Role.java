package parallax.identity;

/// What an account may do on this installation. Rights on one study are its
/// [membership][parallax.study.StudyAccess].
public enum Role {
    /// runs the installation: accounts, every study
    OWNER,
    /// designs studies and works with those shared with them
    RESEARCHER,
    /// sees the dashboards of studies shared with them
    ANALYST,
    /// judges items under an account of their own
    RATER;

    /// The word in the database and on pages.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Role of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}
