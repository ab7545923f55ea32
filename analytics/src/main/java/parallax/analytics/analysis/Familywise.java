package parallax.analytics.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.analytics.RatingMatrix;
import parallax.analytics.Threads;
import parallax.analytics.metric.PUnsafe;
import parallax.analytics.resampling.MaxT;

/// The contrasts of P(unsafe) that were found, adjusted over all of them together: every axis, against
/// everyone else and against each other group.
final class Familywise {
    private static final Set<String> CONTRASTS = Set.of(Contrasts.DIFFERENCE, Contrasts.RATIO);

    private final Dataset data;
    private final Map<Key, Integer> places = new HashMap<>();
    private final List<MaxT.Contrast> family = new ArrayList<>();

    private Familywise(Dataset data) {
        this.data = data;
    }

    /// The findings, contrasts of P(unsafe) with their adjusted p-values where raters are known and
    /// replicates were asked for.
    static List<Finding> adjusted(List<Finding> findings, Dataset data, AnalysisSettings settings, Threads threads) {
        RatingMatrix matrix = data.matrix();
        Resampling resampling = settings.resampling();
        if (matrix == null || resampling.permutations() == 0) {
            return findings;
        }
        Familywise familywise = new Familywise(data);
        List<@Nullable Integer> place = findings.stream().map(familywise::place).toList();
        if (familywise.family.isEmpty()) {
            return findings;
        }
        double[] adjusted = MaxT.adjust(
                matrix,
                PUnsafe.unsafeOptions(matrix.options()),
                settings.estimand(),
                familywise.family,
                resampling.permutations(),
                resampling.seed(),
                threads.quietly());
        List<Finding> together = new ArrayList<>();
        for (int k = 0; k < findings.size(); k++) {
            Integer member = place.get(k);
            Finding finding = findings.get(k);
            Finding.Chance chance = finding.chance();
            together.add(member == null || chance == null ? finding : finding.with(chance.inFamily(adjusted[member])));
        }
        return together;
    }

    /// Two groups of an axis, or one and [MaxT#REST].
    private record Key(String axis, int group, int other) {}

    /// Where a finding's contrast stands in the family, or null where it is none.
    private @Nullable Integer place(Finding finding) {
        Finding.Chance chance = finding.chance();
        Double p = chance == null || !CONTRASTS.contains(finding.metric()) ? null : chance.p();
        Dataset.Grouped grouped = grouped(finding.axis());
        if (p == null || grouped == null || grouped.axis() == null) {
            return null;
        }
        int group = group(grouped, finding.group());
        int other = Analysis.REST.equals(finding.against()) ? MaxT.REST : group(grouped, finding.against());
        Key key = other == MaxT.REST || group < other
                ? new Key(grouped.name(), group, other)
                : new Key(grouped.name(), other, group);
        Integer known = places.putIfAbsent(key, family.size());
        if (known == null) {
            family.add(new MaxT.Contrast(grouped.axis(), key.group, key.other, p));
        }
        return places.get(key);
    }

    private Dataset.@Nullable Grouped grouped(@Nullable String axis) {
        return data.axes().stream()
                .filter(grouped -> grouped.name().equals(axis))
                .findFirst()
                .orElse(null);
    }

    private static int group(Dataset.Grouped grouped, @Nullable String name) {
        for (int group = 0; group < grouped.counts().groups().size(); group++) {
            if (String.valueOf(Place.named(grouped.counts().groups().get(group)))
                            .equals(name)
                    || String.valueOf(grouped.counts().groups().get(group).name())
                            .equals(name)) {
                return group;
            }
        }
        throw new IllegalArgumentException("No group of " + grouped.name() + " is called " + name);
    }
}
