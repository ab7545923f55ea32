package parallax.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import parallax.analysis.Exclusion;
import parallax.analysis.ExclusionEffect;
import parallax.analysis.ExclusionEffects;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// What an exclusion would change, as one viewer may be shown it. A group of fewer raters than the study's
/// least size is hidden from everybody. Whoever may not read individual judgments is shown the figures of a
/// group with and without the raters left out only where those are none or as many as the least size, as their
/// answers could be read off the difference.
@ApplicationScoped
public class ShownEffects {
    private final ExclusionEffects effects;

    public ShownEffects(ExclusionEffects effects) {
        this.effects = effects;
    }

    public ShownEffect of(Study study, Exclusion exclusion, StudyAccess.Rights rights) {
        int least = Disclosure.leastShown(study, rights);
        ExclusionEffect effect = effects.of(study.id(), exclusion);
        var lines = new ArrayList<ShownEffect.Line>();
        for (ExclusionEffect.Line line : effect.lines()) {
            lines.add(shown(line, least, rights.mayExport()));
        }
        return new ShownEffect(effect.question(), least, lines);
    }

    private static ShownEffect.Line shown(ExclusionEffect.Line line, int least, boolean readsRows) {
        String group = line.group() == null ? "everybody" : line.axis() + ": " + line.group();
        int out = line.ratersOut();
        int left = line.after().raters();
        boolean small = line.before().raters() < least;
        boolean telling = !readsRows && ((out > 0 && out < least) || (left > 0 && left < least));
        if (line.group() != null && small) {
            return ShownEffect.Line.hidden(group);
        }
        return new ShownEffect.Line(
                group,
                (long) line.before().raters(),
                telling ? null : (long) out,
                line.before().judgments(),
                telling ? null : line.judgmentsOut(),
                line.before().pUnsafe(),
                telling ? null : line.after().pUnsafe());
    }
}
