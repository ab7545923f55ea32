package parallax.rater;

import jakarta.ws.rs.core.Response;
import parallax.study.Study;

/// The kind last pages of a rater's way.
public final class Notice {
    private Notice() {}

    /// Whether coming back in a few minutes can help.
    private enum Later {
        MAY_HELP,
        IS_IN_VAIN
    }

    public static Response finished(Study study) {
        return page(
                study,
                "Thank you. You have finished.",
                "All your answers are saved. You can close this page.",
                study.codes().completionCode(),
                study.codes().completionUrl(),
                Later.IS_IN_VAIN);
    }

    public static Response screenedOut(Study study) {
        return page(
                study,
                "Thank you for your interest",
                "This study already has enough people like you, or is looking for others. You were not asked to rate anything,"
                        + " and this says nothing about you.",
                study.codes().screenOutCode(),
                study.codes().screenOutUrl(),
                Later.IS_IN_VAIN);
    }

    public static Response nothingLeft(Study study) {
        return page(
                study,
                "Nothing to rate right now",
                "Every item is with somebody else at the moment. Please come back in a few minutes.",
                "",
                "",
                Later.MAY_HELP);
    }

    public static Response notOpen(Study study) {
        boolean paused = study.state() == Study.State.PAUSED;
        return page(
                study,
                paused ? "This study is paused" : "This study is closed",
                paused ? "Please come back later: your place is kept." : "It no longer takes answers. Thank you.",
                "",
                "",
                paused ? Later.MAY_HELP : Later.IS_IN_VAIN);
    }

    public static Response withdrawn(Study study) {
        return page(
                study,
                "You have withdrawn from this study",
                "Your answers are no longer part of it. Thank you for your time.",
                "",
                "",
                Later.IS_IN_VAIN);
    }

    static Response paused(Study study) {
        return page(
                study,
                "Take your time",
                "Your answers are saved. An item you had open may go to somebody else if you stay away for long;"
                        + " you will then get another one.",
                "",
                "",
                Later.MAY_HELP);
    }

    /// @param comeBack the address with which this rater, and nobody else, can go on; empty if the link that
    ///     they came with does that
    static Response left(Study study, String comeBack) {
        String how = comeBack.isEmpty()
                ? "You can come back with your link."
                : "To come back, keep the link below: it is yours alone.";
        boolean retry = false;
        return page(new NoticePage(
                study.notice(),
                "You have left the study",
                "Your answers up to here are saved. " + how,
                "",
                "",
                retry,
                comeBack));
    }

    private static Response page(
            Study study, String heading, String message, String code, String returnUrl, Later later) {
        return page(new NoticePage(study.notice(), heading, message, code, returnUrl, later == Later.MAY_HELP, ""));
    }

    private static Response page(NoticePage page) {
        return Response.ok(page).build();
    }
}
