package parallax.dataset.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.RaterDiagnostics;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;
import parallax.analytics.aggregation.Aggregation;
import parallax.analytics.aggregation.CrowdTruth;
import parallax.analytics.analysis.Aggregators;
import parallax.analytics.analysis.AnalysisSettings;
import parallax.analytics.analysis.Dataset;
import parallax.analytics.metric.Entropy;
import parallax.analytics.metric.PUnsafe;

/// Results item by item and rater by rater.
final class DetailRows {
    private DetailRows() {}

    static List<ReportLine> items(Dataset data, AnalysisSettings settings, Threads threads) {
        RatingMatrix matrix = data.matrix();
        Map<String, Aggregation> labels = matrix == null
                ? Map.of()
                : Aggregators.labels(matrix, settings.resampling().seed(), threads);
        CrowdTruth quality = matrix == null ? null : CrowdTruth.of(matrix, CrowdTruth.TOLERANCE, threads);
        CountTable counts = data.counts();
        List<ReportLine> rows = new ArrayList<>();
        for (int item = 0; item < data.items().size(); item++) {
            ReportLine row = start(data).with("item", data.items().get(item)).with("answers", counts.rowTotal(item));
            for (int k = 0; k < counts.options().size(); k++) {
                row.with("count " + counts.options().names().get(k), counts.count(item, k));
            }
            Estimate unsafe = PUnsafe.ofItem(counts, item, settings.confidence());
            row.withEstimate("pUnsafe", unsafe)
                    .with(
                            "low",
                            unsafe.interval() == null ? null : unsafe.interval().low())
                    .with(
                            "high",
                            unsafe.interval() == null ? null : unsafe.interval().high())
                    .withEstimate("entropy", Entropy.ofItem(counts, item));
            if (quality != null) {
                row.withEstimate("unitQuality", quality.unitQuality(item));
            }
            for (Map.Entry<String, Aggregation> aggregator : labels.entrySet()) {
                row.with(aggregator.getKey(), label(aggregator.getValue(), item));
            }
            if (!data.gold().isEmpty()) {
                Integer gold = data.gold().get(item);
                row.with("gold", gold == null ? null : counts.options().names().get(gold));
            }
            rows.add(row.with("estimand", ReportLine.estimand(unsafe)));
        }
        return rows;
    }

    static List<ReportLine> raters(Dataset data, Threads threads) {
        RatingMatrix matrix = data.matrix();
        if (matrix == null) {
            return List.of();
        }
        CrowdTruth quality = CrowdTruth.of(matrix, CrowdTruth.TOLERANCE, threads);
        List<Axis> axes = new ArrayList<>();
        for (Dataset.Grouped grouped : data.axes()) {
            if (grouped.axis() != null) {
                axes.add(grouped.axis());
            }
        }
        List<RaterDiagnostics> byAxis =
                axes.stream().map(axis -> new RaterDiagnostics(matrix, axis)).toList();
        RaterDiagnostics everyone =
                new RaterDiagnostics(matrix, Axis.everyone(matrix.raters().size()));
        CountTable byRater = matrix.countsByRater();
        List<ReportLine> rows = new ArrayList<>();
        for (int who = 0; who < matrix.raters().size(); who++) {
            ReportLine row = start(data)
                    .with("rater", matrix.raters().get(who))
                    .with("answers", byRater.rowTotal(who))
                    .withEstimate("agreementWithAll", everyone.agreementWithAll(who))
                    .withEstimate("straightLining", everyone.straightLining(who))
                    .withEstimate("unsureUse", everyone.unsureUse(who))
                    .withEstimate("workerQuality", quality.workerQuality(who));
            for (int axis = 0; axis < axes.size(); axis++) {
                String name = axes.get(axis).name();
                int group = axes.get(axis).groupOf(who);
                row.with(
                        name,
                        group < 0 ? null : axes.get(axis).groups().get(group).name());
                row.withEstimate("agreementWithOwn " + name, byAxis.get(axis).agreementWithOwnGroup(who));
            }
            rows.add(row);
        }
        return rows;
    }

    private static ReportLine start(Dataset data) {
        return data.question() == null ? new ReportLine() : new ReportLine().with("question", data.question());
    }

    /// The label's option, tied ones joined by a bar.
    private static String label(Aggregation labels, int item) {
        return labels.label(item)
                .map(label -> String.join(
                        "|",
                        label.options().stream()
                                .map(labels.options().names()::get)
                                .toList()))
                .orElse("");
    }
}
