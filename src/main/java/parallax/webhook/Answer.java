package parallax.webhook;

import org.jspecify.annotations.Nullable;

/// What came of a try to send an event.
///
/// @param status of HTTP; null where there was no answer
/// @param failure why it was not taken; empty if it was
record Answer(@Nullable Integer status, String failure) {
    private static final int GONE = 410;

    static Answer of(int status) {
        if (status >= 200 && status < 300) {
            return new Answer(status, "");
        }
        boolean redirect = status >= 300 && status < 400;
        return new Answer(
                status, redirect ? "it led elsewhere (" + status + "), and is not followed" : "it answered " + status);
    }

    static Answer none(String why) {
        return new Answer(null, why);
    }

    boolean isTaken() {
        return failure.isEmpty();
    }

    /// Whether the receiver says that nothing is wanted there any more.
    boolean isFinal() {
        return status != null && status == GONE;
    }
}
