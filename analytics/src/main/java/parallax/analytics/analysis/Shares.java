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

/// P(unsafe) and the answer distribution of the groups of one axis, with their intervals.
///
/// A group's interval comes from the crossed bootstrap when one is asked for and the group has enough
/// raters for it; its percentile interval covers .91 instead of .95 with ten raters, so smaller groups
/// get the two-way cluster interval.
final class Shares {
    private static final int ENOUGH_RATERS = 25;

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
        boolean wanted =
                resampling.bootstrap() > 0 && (settings.wants("pUnsafe") || settings.wants("answerDistribution"));
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
                Estimate share = PooledShare.of(counts, byRater, option, settings.confidence());
                String level = counts.options().names().get(k);
                findings.add(place.finding("answerDistribution", level, preferred(share, group, option)));
            }
        }
    }

    private void pUnsafe(
            List<Finding> findings, Place place, CountTable counts, @Nullable CountTable byRater, int group) {
        Estimate clustered = PUnsafe.pooled(counts, byRater, settings.confidence());
        BitSet unsafe = PUnsafe.unsafeOptions(counts.options());
        findings.add(
                place.finding("pUnsafe", null, unsafe.isEmpty() ? clustered : preferred(clustered, group, unsafe)));
        if (bootstrap != null && !unsafe.isEmpty()) {
            findings.add(place.finding("pUnsafe", "two-way-cluster", clustered));
            findings.add(
                    place.finding("pUnsafe", "percentile", bootstrap.percentile(group, unsafe, settings.confidence())));
            findings.add(
                    place.finding("pUnsafe", "bca", bootstrap.biasCorrected(group, unsafe, settings.confidence())));
        }
    }

    private Estimate preferred(Estimate clustered, int group, BitSet options) {
        Integer raters = clustered.nRaters();
        return bootstrap == null || raters == null || raters < ENOUGH_RATERS
                ? clustered
                : bootstrap.percentile(group, options, settings.confidence());
    }
}
