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
import parallax.analytics.crossed.ModelCheck;
import parallax.analytics.crossed.StudySize;
import parallax.analytics.metric.PUnsafe;

/// P(unsafe) of the groups of an axis from the crossed multilevel model, their differences, how far raters
/// and items vary, what that lets one expect of studies of other sizes, and how well the model fits. It
/// takes seconds where other metrics take none, so it is computed only when one of its metrics is asked
/// for by name.
final class Modelled {
    static final String SHARE = "pUnsafeModelled";
    static final String DIFFERENCE = "pUnsafeModelledDifference";
    static final String SPREAD = "modelSpread";
    private static final String UNKNOWN = "raters are unknown, or no option is declared unsafe";
    static final String WIDTH = "expectedWidth";
    static final String RELIABILITY = "expectedReliability";
    static final String CHECK = "modelCheck";
    static final Set<String> METRICS = Set.of(SHARE, DIFFERENCE, SPREAD, WIDTH, RELIABILITY, CHECK);

    /// Sizes of studies for which a width is foretold.
    private static final int[] RATERS = {10, 20, 50, 100, 200};

    private static final int[] ANSWERS = {5, 10, 20, 50};
    private static final int[] ANSWERS_OF_ITEM = {1, 2, 3, 5, 10, 20, 50};

    private final AnalysisSettings settings;
    private final Threads threads;
    private final int items;
    private final @Nullable CrossedModel model;
    private final String whyNone;

    private Modelled(
            Dataset data, AnalysisSettings settings, Threads threads, @Nullable CrossedModel model, String whyNone) {
        this.settings = settings;
        this.threads = threads.quietly();
        items = data.counts().rowsWithAtLeast(1);
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
            return new Modelled(data, settings, threads, null, why);
        }
        CrossedModel.Settings how = new CrossedModel.Settings(
                settings.confidence(),
                settings.estimand(),
                CrossedModel.Settings.standard().draws(),
                settings.resampling().seed());
        CrossedModel model = CrossedModel.of(matrix, axis, unsafe, how, threads.quietly());
        return new Modelled(data, settings, threads, model, why);
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
        addExpected(findings, place, group);
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

    /// What studies of other sizes would give, with as many items as here.
    private void addExpected(List<Finding> findings, Place place, int group) {
        for (int raters : RATERS) {
            for (int answers : ANSWERS) {
                if (answers <= raters && settings.metrics().contains(WIDTH)) {
                    Estimate width = model == null || items < 2
                            ? undefined()
                            : model.expectedWidth(group, new StudySize(raters, items, answers));
                    findings.add(place.finding(WIDTH, raters + "x" + answers, width));
                }
            }
        }
        for (int answers : ANSWERS_OF_ITEM) {
            Estimate reliability = model == null ? undefined() : model.expectedReliability(group, answers);
            add(findings, place, RELIABILITY, Integer.toString(answers), reliability);
        }
    }

    /// How the answers look among those of studies drawn from the model.
    List<Finding> checks(Place place) {
        if (!settings.metrics().contains(CHECK)) {
            return List.of();
        }
        if (model == null) {
            return List.of(place.finding(CHECK, null, undefined()));
        }
        List<Finding> findings = new ArrayList<>();
        for (ModelCheck check : model.checks(threads)) {
            Estimate observed = Estimate.of(check.observed(), "statistic of the answers", null, items);
            Finding.Chance chance = new Finding.Chance(
                    check.mean(),
                    check.deviation(),
                    check.p(),
                    null,
                    "predictive",
                    "answers drawn from the fitted model");
            findings.add(place.finding(CHECK, check.what().label(), observed).with(chance));
        }
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
