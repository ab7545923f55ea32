package parallax.rater;

/// For how many days a study keeps what is only needed for a while.
///
/// @param screenedOut what people said of themselves whom it did not take, since it told them so
/// @param panelIds panels' names for people and visits, since their part ended or they were last heard
///   of
/// @param sessions which browser holds a rater's place, since it was last heard of
/// @param version how often the study's rule was changed; 0 before it has one
public record Retention(int screenedOut, int panelIds, int sessions, int version) {
    public static final int LONGEST = 3650;

    /// Where a study says nothing: time for a panel's questions, for settling payments, and twice what a
    /// browser remembers.
    public static final Retention USUAL = new Retention(30, 180, 60, 0);

    public Retention {
        requireDays(screenedOut);
        requireDays(panelIds);
        requireDays(sessions);
    }

    private static void requireDays(int days) {
        if (days < 0 || days > LONGEST) {
            throw new IllegalArgumentException("from 0 to " + LONGEST + " days, not " + days);
        }
    }

    int days(Kind kind) {
        return switch (kind) {
            case SCREENED_OUT -> screenedOut;
            case PANEL_IDS -> panelIds;
            case SESSIONS -> sessions;
        };
    }

    /// What is kept for a while.
    public enum Kind {
        SCREENED_OUT("screened_out", "what screened-out raters said of themselves"),
        PANEL_IDS("panel_ids", "panels’ names for people and visits"),
        SESSIONS("sessions", "which browser holds a rater’s place");

        private final String word;
        private final String told;

        Kind(String word, String told) {
            this.word = word;
            this.told = told;
        }

        public String word() {
            return word;
        }

        public String told() {
            return told;
        }
    }
}
