package parallax.rater;

import org.jspecify.annotations.Nullable;
import parallax.study.Study;

/// What somebody asks for belongs to another session than the one on their device, or to one that is
/// over.
public final class NotHere extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Study study;
    private final transient @Nullable String carried;
    private final transient Held held;

    /// How much of what somebody sent their browser holds for them.
    public enum Held {
        NOTHING,
        ALL,
        /// without a text that was too long for it
        SOME
    }

    public NotHere(Study study) {
        this(study, null, Held.NOTHING);
    }

    /// @param carried what their browser is to hold for them until they are back, or null
    public NotHere(Study study, @Nullable String carried, Held held) {
        super("nothing of this study under that address for this session");
        this.study = study;
        this.carried = carried;
        this.held = held;
    }

    Held held() {
        return held;
    }

    @Nullable
    String carried() {
        return carried;
    }

    Study study() {
        return study;
    }
}
