package parallax.analysis;

import java.util.List;
import parallax.analytics.UnsurePolicy;

/// What is to be computed of a study, as decided before raters come. Empty where nothing was decided.
///
/// @param question the code of the question that it is about first of all
/// @param axes by which raters are grouped: axis codes, joined by `*` for two together
/// @param unsure what an Unsure answer counts as
/// @param metrics by their names in reports
/// @param limits that the gate holds the study against
/// @param notes hypotheses, and whatever else is to be kept to
public record AnalysisPlan(
        String question,
        List<String> axes,
        List<UnsurePolicy> unsure,
        List<String> metrics,
        List<PlannedContrast> contrasts,
        List<PlannedLimit> limits,
        String notes) {
    public static final AnalysisPlan NONE =
            new AnalysisPlan("", List.of(), List.of(), List.of(), List.of(), List.of(), "");

    /// Two groups of an axis whose difference is asked about.
    public record PlannedContrast(String axis, String group, String against) {}

    public AnalysisPlan {
        axes = List.copyOf(axes);
        unsure = List.copyOf(unsure);
        metrics = List.copyOf(metrics);
        contrasts = List.copyOf(contrasts);
        limits = List.copyOf(limits);
    }
}
