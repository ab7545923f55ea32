package parallax.release;

import parallax.identity.InstallationRules;
import parallax.study.Study;

/// The fewest raters whose answers a release may show: what the study says, or the owner's floor for every study
/// if that is more; never 1.
public final class LeastGroup {
    private LeastGroup() {}

    public static int of(Study study) {
        return inForce(study.sampling().leastForViewers());
    }

    /// What an owner ruled for every study holds for those too that say less, or were begun before.
    public static int inForce(int least) {
        return Math.max(least, InstallationRules.inForce().leastGroup());
    }
}
