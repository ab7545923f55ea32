package parallax.rater;

import parallax.study.Study;

/// What somebody asks for belongs to another session than the one on their device, or to one that is over.
public final class NotHere extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Study study;

    public NotHere(Study study) {
        super("nothing of this study under that address for this session");
        this.study = study;
    }

    Study study() {
        return study;
    }
}
