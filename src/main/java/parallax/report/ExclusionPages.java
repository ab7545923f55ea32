package parallax.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.disclosure.ShownEffect;
import parallax.disclosure.ShownEffects;
import parallax.signal.SignalLimits;
import parallax.study.Signal;
import parallax.study.Study;
import parallax.study.WatchedSignals;

/// Makes the page of a study's exclusions.
@ApplicationScoped
class ExclusionPages {
    private final Exclusions exclusions;
    private final ShownEffects effects;
    private final WatchedSignals watched;

    ExclusionPages(Exclusions exclusions, ShownEffects effects, WatchedSignals watched) {
        this.exclusions = exclusions;
        this.effects = effects;
        this.watched = watched;
    }

    ExclusionsPage page(Study study) {
        return page(study, null, Map.of(), null);
    }

    /// With what a rule would change.
    ///
    /// @param typed the form that describes it; null for one that is stored
    ExclusionsPage effect(Study study, Exclusion looked, @Nullable ExclusionForm typed) {
        ShownEffect effect = effects.of(study, looked);
        return page(
                study,
                typed,
                Map.of(),
                new ExclusionsPage.Effect(
                        looked.inWords(),
                        effect.question(),
                        effect.lines().stream().map(ExclusionPages::line).toList(),
                        effect.minGroup()));
    }

    ExclusionsPage refused(Study study, ExclusionForm typed, Map<String, String> problems) {
        return page(study, typed, problems, null);
    }

    private ExclusionsPage page(
            Study study,
            @Nullable ExclusionForm typed,
            Map<String, String> problems,
            ExclusionsPage.@Nullable Effect effect) {
        Map<Signal, Double> looked = watched.of(study.id());
        ExclusionForm form = typed == null ? ExclusionForm.beginning(looked) : typed;
        return new ExclusionsPage(
                study.id(),
                study.notice(),
                exclusions.ofStudy(study.id()).stream()
                        .map(rule -> new ExclusionsPage.Line(rule.name(), rule.inWords(), rule.retired()))
                        .toList(),
                new ExclusionsPage.Form(
                        form.name(),
                        form.needsAll(),
                        looked.entrySet().stream()
                                .map(one -> condition(one.getKey(), one.getValue(), form))
                                .toList()),
                effect,
                problems);
    }

    private static ExclusionsPage.Condition condition(Signal signal, double limit, ExclusionForm form) {
        return new ExclusionsPage.Condition(
                signal.word(),
                signal.title(),
                signal.formula(),
                form.conditions().ticked().contains(signal.word()),
                signal.word() + "From",
                form.conditions().from().getOrDefault(signal.word(), SignalLimits.number(limit)));
    }

    private static ExclusionsPage.EffectLine line(ShownEffect.Line line) {
        return new ExclusionsPage.EffectLine(
                line.group(),
                count(line.raters()),
                count(line.ratersOut()),
                count(line.judgments()),
                count(line.judgmentsOut()),
                share(line.before()),
                share(line.after()),
                line.notForShowing());
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    private static String share(Estimate estimate) {
        Interval interval = estimate.interval();
        Double value = estimate.value();
        return value == null
                ? "–"
                : number(value)
                        + (interval == null
                                ? ""
                                : " [" + number(interval.low()) + ", " + number(interval.high()) + "]");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
