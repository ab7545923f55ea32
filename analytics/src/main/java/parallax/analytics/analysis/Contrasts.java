package parallax.analytics.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.RatingMatrix;
import parallax.analytics.metric.PUnsafe;
import parallax.analytics.metric.ShareContrast;
import parallax.analytics.resampling.NullModel;

/// The difference and the ratio of P(unsafe) between the groups of one axis: each against everyone
/// else, and against each other group.
final class Contrasts {
    static final String DIFFERENCE = "pUnsafeDifference";
    static final String RATIO = "pUnsafeRatio";

    private final Dataset.Grouped grouped;
    private final AnalysisSettings settings;
    private final @Nullable RatingMatrix matrix;
    private final BitSet unsafe;

    Contrasts(Dataset data, Dataset.Grouped grouped, AnalysisSettings settings) {
        this.grouped = grouped;
        this.settings = settings;
        matrix = data.matrix();
        unsafe = PUnsafe.unsafeOptions(data.counts().options());
    }

    /// A group's contrast with everyone else.
    List<Finding> withRest(Place place, int group) {
        return findings(place, side(group), new Answers(grouped.counts().rest(group), restByRater(group)));
    }

    /// A group's contrast with another.
    List<Finding> between(Place place, int group, int other) {
        return findings(place, side(group), side(other));
    }

    private List<Finding> findings(Place place, Answers group, Answers others) {
        List<Finding> findings = new ArrayList<>();
        if (unsafe.isEmpty()) {
            add(findings, place, DIFFERENCE, undefined("no option is declared unsafe", group), null);
            add(findings, place, RATIO, undefined("no option is declared unsafe", group), null);
        } else if (group.byRater == null || others.byRater == null) {
            add(findings, place, DIFFERENCE, undefined("raters are unknown", group), null);
            add(findings, place, RATIO, undefined("raters are unknown", group), null);
        } else {
            ShareContrast contrast = ShareContrast.of(
                    new ShareContrast.Side(group.byItem, group.byRater),
                    new ShareContrast.Side(others.byItem, others.byRater),
                    unsafe,
                    settings.estimand());
            Finding.Chance chance = Finding.Chance.student(contrast.p(), NullModel.CONTRAST);
            add(findings, place, DIFFERENCE, contrast.difference(settings.confidence()), chance);
            add(findings, place, RATIO, contrast.ratio(settings.confidence()), chance);
        }
        return findings;
    }

    private void add(
            List<Finding> findings, Place place, String metric, Estimate estimate, Finding.@Nullable Chance chance) {
        if (settings.wants(metric)) {
            Finding finding = place.finding(metric, null, estimate);
            findings.add(chance == null || !estimate.isDefined() ? finding : finding.with(chance));
        }
    }

    private static Estimate undefined(String reason, Answers group) {
        return Estimate.undefined(reason, "contrast of pooled shares", group.byItem.raters(), 0);
    }

    /// The answers of one side, by rater where raters are known.
    private record Answers(CountTable byItem, @Nullable CountTable byRater) {}

    private Answers side(int group) {
        Axis axis = grouped.axis();
        return new Answers(
                grouped.counts().of(group), matrix == null || axis == null ? null : matrix.countsByRater(axis, group));
    }

    private @Nullable CountTable restByRater(int group) {
        Axis axis = grouped.axis();
        return matrix == null || axis == null ? null : matrix.restByRater(axis, group);
    }
}
