package parallax.signal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import parallax.study.Signal;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.study.WatchedSignals;

/// Makes the page of a study's signals.
@ApplicationScoped
class SignalsPages {
    private static final int MOST_RATERS = 200;

    private final WatchedSignals watched;
    private final StudySignals signals;
    private final PanelFlags flags;

    SignalsPages(WatchedSignals watched, StudySignals signals, PanelFlags flags) {
        this.watched = watched;
        this.signals = signals;
        this.flags = flags;
    }

    SignalsPage page(Study study, StudyAccess.Rights rights) {
        return page(study, rights, SignalLimits.of(watched.of(study.id())), "", Map.of());
    }

    /// @param form as it was typed, or as it stands
    /// @param ids whom the panel flags, as it was typed
    SignalsPage page(
            Study study, StudyAccess.Rights rights, SignalLimits form, String ids, Map<String, String> problems) {
        Map<Signal, Double> stored = watched.of(study.id());
        List<RaterSignals> raters = signals.of(study.id());
        return new SignalsPage(
                study.id(),
                study.notice(),
                WatchedSignals.mayChange(study),
                Arrays.stream(Signal.values())
                        .map(signal -> line(signal, form, stored, raters))
                        .toList(),
                stored.keySet().stream()
                        .map(signal -> line(signal, SignalLimits.of(stored), stored, raters))
                        .toList(),
                new SignalsPage.Flags(stored.containsKey(Signal.PANEL_FLAG), flags.count(study.id()), ids),
                raters(rights, raters),
                problems);
    }

    private static SignalsPage.Line line(
            Signal signal, SignalLimits form, Map<Signal, Double> stored, List<RaterSignals> raters) {
        long raised = raters.stream()
                .flatMap(rater -> rater.values().stream())
                .filter(value -> value.signal() == signal && value.raised())
                .count();
        return new SignalsPage.Line(
                signal.word(),
                signal.title(),
                signal.formula(),
                signal.disclosure(),
                form.ticked().contains(signal.word()),
                form.from().getOrDefault(signal.word(), ""),
                stored.containsKey(signal) ? raised + " of " + raters.size() : "–");
    }

    private static SignalsPage.Raters raters(StudyAccess.Rights rights, List<RaterSignals> raters) {
        List<RaterSignals> raised =
                raters.stream().filter(RaterSignals::isAnyRaised).toList();
        List<SignalsPage.RaterLine> lines = raised.stream()
                .limit(rights.mayExport() ? MOST_RATERS : 0)
                .map(SignalsPages::rater)
                .toList();
        return new SignalsPage.Raters(rights.mayExport(), lines, raised.size() - lines.size());
    }

    private static SignalsPage.RaterLine rater(RaterSignals rater) {
        return new SignalsPage.RaterLine(
                rater.rater(),
                rater.judged(),
                rater.values().stream()
                        .map(one -> new SignalsPage.Cell(words(one), one.raised()))
                        .toList());
    }

    private static String words(RaterSignals.Value one) {
        Double value = one.value();
        return value == null ? "–" : SignalLimits.number(value);
    }
}
