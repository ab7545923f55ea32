package parallax.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import parallax.analysis.Exclusion;
import parallax.analysis.ExclusionEffect;
import parallax.analysis.ExclusionEffects;
import parallax.release.LeastGroup;
import parallax.study.Study;

/// What an exclusion would change, for whoever may read single judgments: small groups are marked. Nobody else is
/// shown it, as the answers of those who are left out could be read off the difference.
@ApplicationScoped
public class ShownEffects {
    private final ExclusionEffects effects;

    public ShownEffects(ExclusionEffects effects) {
        this.effects = effects;
    }

    public ShownEffect of(Study study, Exclusion exclusion) {
        int least = LeastGroup.of(study);
        ExclusionEffect effect = effects.of(study.id(), exclusion);
        return new ShownEffect(
                effect.question(),
                least,
                effect.lines().stream().map(line -> shown(line, least)).toList());
    }

    private static ShownEffect.Line shown(ExclusionEffect.Line line, int least) {
        String group = line.group() == null ? "everybody" : line.axis() + ": " + line.group();
        boolean notForShowing = line.group() != null && line.before().raters() < least;
        return new ShownEffect.Line(
                group,
                line.before().raters(),
                line.ratersOut(),
                line.before().judgments(),
                line.judgmentsOut(),
                line.before().pUnsafe(),
                line.after().pUnsafe(),
                notForShowing);
    }
}
