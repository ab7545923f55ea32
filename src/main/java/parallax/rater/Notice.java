package parallax.rater;

import jakarta.ws.rs.core.Response;
import parallax.study.Comprehension;
import parallax.study.Study;

/// The kind last pages of a rater's way, and those between.
public final class Notice {
    private Notice() {}

    /// Whether coming back in a few minutes can help.
    private enum Later {
        MAY_HELP,
        IS_IN_VAIN
    }

    /// Whether somebody vouches for the rater, so that there is a code to show.
    public enum Code {
        SHOWN,
        NONE
    }

    public static Response finished(Study study, Code code) {
        return last(
                study,
                new Words("Thank you. You have finished.", "All your answers are saved. You can close this page."),
                Payment.of(code, study.codes().completionCode(), study.codes().completionUrl()));
    }

    /// @param judged how many items they have judged
    public static Response endedEarly(Study study, int judged, Code code) {
        int asked = study.sampling().itemsPerRater();
        String message = judged == 0
                ? "You judged none of the conversations. That is your right, and nothing is held against you."
                : "You judged " + judged + " of up to " + asked
                        + " conversations. Your answers are saved, and thank you for" + " each of them.";
        return last(
                study,
                new Words("Your part ends here", message),
                Payment.of(code, study.codes().endedEarlyCode(), study.codes().endedEarlyUrl()));
    }

    public static Response screenedOut(Study study, Code code) {
        return last(
                study,
                new Words(
                        "Thank you for your interest",
                        "This study already has enough people like you, or is looking for others. You were not asked to rate"
                                + " anything, and this says nothing about you."),
                Payment.of(code, study.codes().screenOutCode(), study.codes().screenOutUrl()));
    }

    public static Response notUnderstood(Study study, Code code) {
        Comprehension asked = study.comprehension();
        return last(
                study,
                new Words(
                        "Thank you for your time",
                        "This study needs everybody to understand what is asked in the same way, and the questions about that were"
                                + " not all answered as it is meant. You were not asked to rate anything, and this says"
                                + " nothing about you."),
                Payment.of(code, asked.comprehensionCode(), asked.comprehensionUrl()));
    }

    public static Response trialOver(Study study) {
        return between(
                study,
                new Words(
                        "That is all there is to it",
                        "Nothing of this trial was stored. From the next conversation on your answers count."),
                Later.MAY_HELP);
    }

    public static Response nothingLeft(Study study) {
        return between(
                study,
                new Words(
                        "Nothing to rate right now",
                        "Every item is with somebody else at the moment. Please come back in a few minutes."),
                Later.MAY_HELP);
    }

    /// Whoever went on with the panel's id alone ends nobody's part.
    public static Response nothingLeftHere(Study study) {
        return between(
                study,
                new Words(
                        "Nothing more to rate on this device",
                        "You continued here without your own code, so conversations from your other device are not shown here."
                                + " To finish your part, continue with your own code."),
                Later.IS_IN_VAIN);
    }

    public static Response notToEnd(Study study) {
        Response page = between(
                study,
                new Words(
                        "Only with your own code",
                        "You continued here without your own code, so your part cannot be ended from this device. Continue with your"
                                + " own code to stop for good, or exit to leave this device."),
                Later.MAY_HELP);
        return Response.fromResponse(page).status(Response.Status.FORBIDDEN).build();
    }

    /// @param judged how many items they have judged today
    /// @param ownCode with which this rater, and nobody else, goes on elsewhere
    public static Response enoughForToday(Study study, int judged, String ownCode) {
        var words = new Words(
                "That is enough for today",
                "You have judged " + judged + (judged == 1 ? " conversation" : " conversations")
                        + " today, and this study asks nobody for more on one day. Your place is kept: come back after"
                        + " midnight UTC.");
        return page(new NoticePage(
                study.notice(), words.heading(), words.message(), Payment.NONE, Way.TOMORROW, ownCode, ""));
    }

    public static Response notOpen(Study study) {
        boolean paused = study.state() == Study.State.PAUSED;
        return paused
                ? between(
                        study,
                        new Words("This study is paused", "Please come back later: your place is kept."),
                        Later.MAY_HELP)
                : between(
                        study,
                        new Words(
                                "This study is closed",
                                "It takes no new answers. What you submitted is saved, and thank you for it."),
                        Later.IS_IN_VAIN);
    }

    public static Response withdrawn(Study study) {
        return between(
                study,
                new Words(
                        "You have withdrawn from this study",
                        "Your answers are no longer part of it. Thank you for your time."),
                Later.IS_IN_VAIN);
    }

    /// Too many came from one place at once.
    static Response crowded(Study study) {
        Response page = between(
                study,
                new Words("A lot of people are coming from your network right now", "Please try again in a minute."),
                Later.MAY_HELP);
        return Response.fromResponse(page).status(429).header("Retry-After", 60).build();
    }

    /// @param ownCode with which this rater, and nobody else, goes on elsewhere; empty for nobody
    static Response paused(Study study, String ownCode) {
        var words = new Words(
                "Take your time",
                "Your answers are saved. The conversation that you had open stays yours for "
                        + study.sampling().leaseMinutes()
                        + " minutes. If you stay away longer, you get it back with your answers unless it went to somebody"
                        + " else by then.");
        return page(new NoticePage(
                study.notice(), words.heading(), words.message(), Payment.NONE, Way.RESUME, ownCode, ""));
    }

    /// @param comeBack the address where the code is asked for
    static Response left(Study study, String ownCode, String comeBack) {
        String saved = "Your answers up to here are saved. ";
        var words = new Words(
                "You have left the study",
                ownCode.isEmpty()
                        ? saved + "If you come back without your own code, you go on with new conversations."
                        : saved
                                + "To come back, keep your own code: with it you can carry on where you were, on any device.");
        return page(new NoticePage(
                study.notice(), words.heading(), words.message(), Payment.NONE, Way.NONE, ownCode, comeBack));
    }

    private record Words(String heading, String message) {}

    private static Response last(Study study, Words words, Payment payment) {
        return page(new NoticePage(study.notice(), words.heading(), words.message(), payment, Way.MINE, "", ""));
    }

    private static Response between(Study study, Words words, Later later) {
        Way way = later == Later.MAY_HELP ? Way.CONTINUE : Way.NONE;
        return page(new NoticePage(study.notice(), words.heading(), words.message(), Payment.NONE, way, "", ""));
    }

    private static Response page(NoticePage page) {
        return Response.ok(page).build();
    }

    /// What a panel wants back: a code, and where to bring it; each may be empty.
    public record Payment(String code, String url) {
        static final Payment NONE = new Payment("", "");

        static Payment of(Code shown, String code, String url) {
            return shown == Code.SHOWN ? new Payment(code, url) : NONE;
        }
    }

    /// How to go on from here.
    public enum Way {
        NONE,
        CONTINUE,
        /// Only whoever says so sees a conversation again.
        RESUME,
        /// Nothing more today.
        TOMORROW,
        /// Nothing more, but what is kept of them can be seen and taken back.
        MINE;

        public boolean isMine() {
            return this == MINE;
        }

        public boolean isTomorrow() {
            return this == TOMORROW;
        }

        public boolean isContinue() {
            return this == CONTINUE;
        }

        public boolean isResume() {
            return this == RESUME;
        }
    }
}
