package parallax.analytics.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.IndependentFixture;
import parallax.analytics.Interval;
import parallax.analytics.RaterGroup;
import parallax.analytics.ResponseCounts;

/// Every metric from counts against a program that goes answer pair by answer pair, on simulated ratings
/// with gaps.
class IndependentMetricsTest {

    @Test
    void every_metric_equals_the_independent_program() {
        ResponseCounts counts = IndependentFixture.MATRIX.counts(IndependentFixture.AXIS);
        List<String> groups = counts.groups().stream().map(RaterGroup::name).toList();
        int checked = 0;
        for (JsonNode entry : IndependentFixture.VALUES.get("values")) {
            int group = groups.indexOf(entry.get("group").asText());
            String against = entry.get("against").asText();
            CountTable own = group < 0 ? counts.everyone() : counts.of(group);
            CountTable others = groups.contains(against) ? counts.of(groups.indexOf(against)) : counts.rest(group);
            Estimate estimate = metric(entry.get("metric").asText()).of(own, others);
            assertEquals(entry.get("value").asDouble(), estimate.orThrow(), 1e-9, entry.toString());
            checked++;
        }
        assertEquals(4 * 11 + 9 * 15, checked);
    }

    @Test
    void the_two_way_interval_follows_from_the_independent_variance() {
        JsonNode expected = IndependentFixture.VALUES.get("twoWay");
        double share = expected.get("share").asDouble();
        double n = share * (1 - share) / expected.get("variance").asDouble();
        double t = TDistribution.of(expected.get("clusters").asInt() - 1).inverseCumulativeProbability(0.975);
        Estimate estimate =
                PUnsafe.pooled(IndependentFixture.MATRIX.countsByItem(), IndependentFixture.MATRIX.countsByRater());
        Interval interval = estimate.interval();
        assertNotNull(interval);
        double half = t * Math.sqrt(share * (1 - share) / n + t * t / (4 * n * n)) / (1 + t * t / n);
        double centre = (share + t * t / (2 * n)) / (1 + t * t / n);
        assertEquals(centre - half, interval.low(), 1e-9);
        assertEquals(centre + half, interval.high(), 1e-9);
    }

    private static GroupMetric metric(String name) {
        for (GroupMetric metric : GroupMetric.values()) {
            if (name.equals(metric.level() == null ? metric.label() : metric.label() + " " + metric.level())) {
                return metric;
            }
        }
        throw new IllegalArgumentException(name);
    }
}
