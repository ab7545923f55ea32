package parallax.analytics.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;
import parallax.analytics.aggregation.Aggregation;
import parallax.analytics.aggregation.CrowdTruth;
import parallax.analytics.aggregation.DawidSkene;
import parallax.analytics.aggregation.Fitting;
import parallax.analytics.aggregation.LabelComparison;
import parallax.analytics.aggregation.Mace;
import parallax.analytics.aggregation.MajorityVote;

/// CrowdTruth's qualities, and how labels depend on the aggregator: for everybody, where raters are known.
public final class Aggregators {
    private static final String UNKNOWN = "raters are unknown";
    private static final List<String> AGGREGATORS = List.of("majority", "dawid-skene", "mace");

    private final Dataset data;
    private final AnalysisSettings settings;
    private final Threads threads;

    Aggregators(Dataset data, AnalysisSettings settings, Threads threads) {
        this.data = data;
        this.settings = settings;
        this.threads = threads;
    }

    /// Labels by each aggregator, in the order majority, Dawid–Skene, MACE.
    public static Map<String, Aggregation> labels(RatingMatrix matrix, long seed, Threads threads) {
        Map<String, Aggregation> labels = new LinkedHashMap<>();
        labels.put(AGGREGATORS.get(0), MajorityVote.of(matrix));
        labels.put(AGGREGATORS.get(1), DawidSkene.of(matrix, Fitting.seeded(seed), threads));
        labels.put(AGGREGATORS.get(2), Mace.of(matrix, Fitting.seeded(seed), threads));
        return labels;
    }

    List<Finding> findings(Place place) {
        List<Finding> findings = new ArrayList<>();
        RatingMatrix matrix = data.whyNotCompared() == null ? data.matrix() : null;
        if (settings.wants("unitQuality") || settings.wants("workerQuality") || settings.wants("annotationQuality")) {
            CrowdTruth quality = matrix == null ? null : CrowdTruth.of(matrix, CrowdTruth.TOLERANCE, threads);
            qualities(findings, place, quality);
        }
        if (settings.wants("labelAgreement") || settings.wants("goldAgreement")) {
            aggregators(
                    findings,
                    place,
                    matrix == null ? null : labels(matrix, settings.resampling().seed(), threads));
        }
        return findings;
    }

    private void qualities(List<Finding> findings, Place place, @Nullable CrowdTruth quality) {
        if (settings.wants("unitQuality")) {
            findings.add(place.finding(
                    "unitQuality", null, quality == null ? unknown("CrowdTruth") : quality.meanUnitQuality()));
        }
        if (settings.wants("workerQuality")) {
            findings.add(place.finding(
                    "workerQuality", null, quality == null ? unknown("CrowdTruth") : quality.meanWorkerQuality()));
        }
        if (settings.wants("annotationQuality")) {
            List<String> options = data.counts().options().names();
            for (int k = 0; k < options.size(); k++) {
                Estimate ofOption = quality == null ? unknown("CrowdTruth") : quality.annotationQuality(k);
                Place option = new Place(place.question(), null, options.get(k), null, place.unsure());
                findings.add(option.finding("annotationQuality", null, ofOption));
            }
        }
    }

    private void aggregators(List<Finding> findings, Place place, @Nullable Map<String, Aggregation> labels) {
        for (int one = 0; one < AGGREGATORS.size(); one++) {
            Aggregation first = labels == null ? null : labels.get(AGGREGATORS.get(one));
            for (int other = one + 1; other < AGGREGATORS.size() && settings.wants("labelAgreement"); other++) {
                Aggregation second = labels == null ? null : labels.get(AGGREGATORS.get(other));
                Estimate alike = first == null || second == null
                        ? unknown("share of items labelled alike")
                        : LabelComparison.agreement(first, second);
                String pair = AGGREGATORS.get(one) + "/" + AGGREGATORS.get(other);
                findings.add(place.finding("labelAgreement", pair, alike));
            }
            if (settings.wants("goldAgreement") && !data.gold().isEmpty()) {
                Estimate withGold = first == null
                        ? unknown("share of items labelled as the gold label")
                        : LabelComparison.agreementWithGold(first, data.gold());
                findings.add(place.finding("goldAgreement", AGGREGATORS.get(one), withGold));
            }
        }
    }

    private Estimate unknown(String method) {
        String why = data.whyNotCompared();
        return Estimate.undefined(why == null ? UNKNOWN : why, method, null, 0);
    }
}
