package parallax.analytics.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.Estimate;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;
import parallax.analytics.crossed.CrossedModel;
import parallax.analytics.metric.PUnsafe;

/// P(unsafe) of the groups of an axis from the crossed multilevel model, their differences, and how far
/// raters and items vary. It takes seconds where other metrics take none, so it is computed only when
/// one of its metrics is asked for by name.
final class Modelled {
    static final String SHARE = "pUnsafeModelled";
    static final String DIFFERENCE = "pUnsafeModelledDifference";
    static final String SPREAD = "modelSpread";
    private static final String UNKNOWN = "raters are unknown, or no option is declared unsafe";
    static final Set<String> METRICS = Set.of(SHARE, DIFFERENCE, SPREAD);

    private final AnalysisSettings settings;
    private final @Nullable CrossedModel model;
    private final String whyNone;

    private Modelled(AnalysisSettings settings, @Nullable CrossedModel model, String whyNone) {
        this.settings = settings;
        this.model = model;
        this.whyNone = whyNone;
    }

    /// The model of the groups on an axis; without findings where nobody asked for them.
    ///
    /// @param axis who is in which group, or null where raters are unknown
    static Modelled of(Dataset data, @Nullable Axis axis, AnalysisSettings settings, Threads threads) {
        RatingMatrix matrix = data.matrix();
        BitSet unsafe = PUnsafe.unsafeOptions(data.counts().options());
        String several = data.whyNotCompared();
        String why = several == null ? UNKNOWN : several;
        boolean asked = settings.metrics().stream().anyMatch(METRICS::contains);
        if (!asked || several != null || matrix == null || axis == null || unsafe.isEmpty() || matrix.answers() == 0) {
            return new Modelled(settings, null, why);
        }
        CrossedModel.Settings how = new CrossedModel.Settings(
                settings.confidence(),
                settings.estimand(),
                CrossedModel.Settings.standard().draws(),
                settings.resampling().seed());
        return new Modelled(settings, CrossedModel.of(matrix, axis, unsafe, how, threads.quietly()), why);
    }

    /// A group's share, and how it differs from everyone else's on an axis of several groups.
    List<Finding> ofGroup(Place place, int group, boolean alone) {
        List<Finding> findings = new ArrayList<>();
        add(findings, place, SHARE, null, model == null ? undefined() : model.share(group));
        if (!alone) {
            add(
                    findings,
                    place.against(Analysis.REST),
                    DIFFERENCE,
                    null,
                    model == null ? undefined() : model.differenceFromRest(group));
        }
        return findings;
    }

    List<Finding> between(Place place, int group, int other) {
        List<Finding> findings = new ArrayList<>();
        add(findings, place, DIFFERENCE, null, model == null ? undefined() : model.difference(group, other));
        return findings;
    }

    /// How far raters, items and groups' views of items vary.
    List<Finding> spreads(Place place) {
        List<Finding> findings = new ArrayList<>();
        add(findings, place, SPREAD, "raters", model == null ? undefined() : model.raterSpread());
        add(findings, place, SPREAD, "items", model == null ? undefined() : model.itemSpread());
        add(findings, place, SPREAD, "groupItems", model == null ? undefined() : model.groupItemSpread());
        return findings;
    }

    private void add(List<Finding> findings, Place place, String metric, @Nullable String level, Estimate estimate) {
        if (settings.metrics().contains(metric)) {
            findings.add(place.finding(metric, level, estimate));
        }
    }

    private Estimate undefined() {
        return Estimate.undefined(whyNone, CrossedModel.METHOD, null, 0);
    }
}
