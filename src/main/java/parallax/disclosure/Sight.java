package parallax.disclosure;

import parallax.release.Release;

/// Which figures of a study somebody is shown.
public sealed interface Sight {
    /// Those of this moment, small groups included and marked, for whoever may read single judgments.
    record OfNow() implements Sight {}

    /// Those that a release holds, as it holds them.
    record OfRelease(Release release) implements Sight {}

    /// None: no release stands, and only releases may be shown.
    record OfNothing() implements Sight {}
}
