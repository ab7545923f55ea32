package parallax.analytics.analysis;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;
import parallax.analytics.metric.PUnsafe;
import parallax.analytics.metric.PooledShare;
import parallax.analytics.resampling.BootstrapShares;
import parallax.analytics.resampling.CrossedBootstrap;

/// P(unsafe) and the answer distribution of the groups of one axis, with their two-way cluster
/// intervals. The crossed bootstrap's intervals, which hold less often with few raters or items, stand
/// beside them under names of their own.
final class Shares {
    private final AnalysisSettings settings;
    private final @Nullable RatingMatrix matrix;
    private final @Nullable Axis axis;
    private final @Nullable BootstrapShares bootstrap;

    /// @param axis the axis, or null when raters are unknown
    Shares(Dataset data, @Nullable Axis axis, AnalysisSettings settings, Threads threads) {
        this.settings = settings;
        this.axis = axis;
        matrix = data.matrix();
        Resampling resampling = settings.resampling();
        boolean wanted = resampling.bootstrap() > 0 && settings.wants("pUnsafe");
        bootstrap = wanted && matrix != null && axis != null
                ? new CrossedBootstrap(matrix, axis).draw(resampling.bootstrap(), resampling.seed(), threads)
                : null;
    }

    void addTo(List<Finding> findings, Place place, CountTable counts, int group) {
        CountTable byRater = matrix == null || axis == null ? null : matrix.countsByRater(axis, group);
        if (settings.wants("pUnsafe")) {
            pUnsafe(findings, place, counts, byRater, group);
        }
        if (settings.wants("answerDistribution")) {
            for (int k = 0; k < counts.options().size(); k++) {
                BitSet option = new BitSet();
                option.set(k);
                Estimate share = PooledShare.of(counts, byRater, option, settings.confidence(), settings.estimand());
                String level = counts.options().names().get(k);
                findings.add(place.finding("answerDistribution", level, share));
            }
        }
    }

    private void pUnsafe(
            List<Finding> findings, Place place, CountTable counts, @Nullable CountTable byRater, int group) {
        Estimate clustered = PUnsafe.pooled(counts, byRater, settings.confidence(), settings.estimand());
        BitSet unsafe = PUnsafe.unsafeOptions(counts.options());
        findings.add(place.finding("pUnsafe", null, clustered));
        if (bootstrap != null && !unsafe.isEmpty()) {
            findings.add(place.finding("pUnsafe", "two-way-cluster", clustered));
            findings.add(
                    place.finding("pUnsafe", "percentile", bootstrap.percentile(group, unsafe, settings.confidence())));
            findings.add(
                    place.finding("pUnsafe", "bca", bootstrap.biasCorrected(group, unsafe, settings.confidence())));
        }
    }
}
