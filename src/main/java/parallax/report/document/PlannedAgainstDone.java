package parallax.report.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlan;
import parallax.analytics.UnsurePolicy;
import parallax.release.ReleasedQuestion;
import parallax.report.document.Protocol.Compared;

/// What was planned before raters came against what a release holds: where it deviates from the plan, and what
/// was not planned.
final class PlannedAgainstDone {
    /// What every release estimates.
    private static final Set<String> METRICS = Set.of("pUnsafe", "answerDistribution", "pUnsafeDifference");

    private static final boolean DEVIATES = false;
    private static final String MISSING = "not in this release";

    private PlannedAgainstDone() {}

    /// @param counted raters whom the release counts; null where they are unknown
    /// @param wanted raters whom the strata want; null where there are none
    static List<Compared> of(
            AnalysisPlan plan, List<ReleasedQuestion> questions, @Nullable Integer counted, @Nullable Long wanted) {
        var compared = new ArrayList<Compared>();
        Set<String> codes = new LinkedHashSet<>();
        Set<String> axes = new LinkedHashSet<>();
        for (ReleasedQuestion question : questions) {
            if (!question.isOfPeople()) {
                codes.add(question.question());
            }
            question.axes().forEach(axis -> axes.add(axis.axis()));
        }
        if (wanted != null) {
            compared.add(new Compared(
                    "raters",
                    Claims.count(wanted),
                    counted == null ? "unknown" : Claims.count(counted),
                    counted != null && counted >= wanted));
        }
        if (!plan.question().isEmpty()) {
            compared.add(held("first question", plan.question(), codes.contains(plan.question())));
        }
        plan.axes().forEach(axis -> compared.add(held("axis", axis, axes.contains(axis))));
        plan.unsure().forEach(unsure -> compared.add(held("Unsure", unsure.label(), unsure != UnsurePolicy.MERGE)));
        plan.metrics().forEach(metric -> compared.add(held("metric", metric, METRICS.contains(metric))));
        plan.contrasts()
                .forEach(contrast -> compared.add(new Compared(
                        "contrast",
                        contrast.axis() + ": " + contrast.group() + " against " + contrast.against(),
                        "each against everyone else, not against each other",
                        DEVIATES)));
        unplanned(compared, "axis", axes, plan.axes());
        unplanned(compared, "question", codes, plan.question().isEmpty() ? List.of() : List.of(plan.question()));
        return compared;
    }

    private static Compared held(String part, String planned, boolean here) {
        return new Compared(part, planned, here ? "in this release" : MISSING, here);
    }

    private static void unplanned(List<Compared> compared, String part, Set<String> here, List<String> planned) {
        here.stream()
                .filter(code -> !planned.contains(code))
                .forEach(code -> compared.add(new Compared(part, "not planned", code, null)));
    }
}
