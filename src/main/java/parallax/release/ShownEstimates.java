package parallax.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analysis.StoredEstimate;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.analysis.Finding;

/// The estimates that go with what a release shows. Their bounds and p-values are rounded, as an interval is made
/// of sums over single raters: finer digits would tell more of them than the counts do.
final class ShownEstimates {
    private static final double DIGITS = 1_000;

    private ShownEstimates() {}

    static List<StoredEstimate> of(List<StoredEstimate> estimates, List<ReleasedQuestion> questions) {
        Map<String, ReleasedQuestion> byCode = new HashMap<>();
        questions.forEach(question -> byCode.put(question.question(), question));
        var shown = new ArrayList<StoredEstimate>();
        for (StoredEstimate estimate : estimates) {
            ReleasedQuestion question = byCode.get(estimate.question());
            if (question != null && isShown(estimate.finding(), question)) {
                shown.add(rounded(estimate));
            }
        }
        return shown;
    }

    private static boolean isShown(Finding finding, ReleasedQuestion question) {
        String axis = finding.axis();
        String group = finding.group();
        return axis == null
                || (group != null
                        && question.axis(axis)
                                .flatMap(of -> of.group(group))
                                .map(ReleasedQuestion.ReleasedGroup::totals)
                                .isPresent());
    }

    private static StoredEstimate rounded(StoredEstimate stored) {
        Finding finding = stored.finding();
        Estimate estimate = finding.estimate();
        Interval interval = estimate.interval();
        Estimate shown = interval == null
                ? estimate
                : new Estimate(
                        estimate.value(),
                        new Interval(
                                Math.floor(interval.low() * DIGITS) / DIGITS,
                                Math.ceil(interval.high() * DIGITS) / DIGITS,
                                interval.confidence(),
                                interval.estimand()),
                        estimate.method(),
                        estimate.nRaters(),
                        estimate.nItems(),
                        estimate.reason());
        return new StoredEstimate(
                new Finding(finding.place(), finding.metric(), finding.level(), shown, rounded(finding.chance())),
                stored.nAnswers());
    }

    private static Finding.@Nullable Chance rounded(Finding.@Nullable Chance chance) {
        return chance == null
                ? null
                : new Finding.Chance(
                        null,
                        null,
                        rounded(chance.p()),
                        rounded(chance.pAdjusted()),
                        chance.rule(),
                        chance.nullModel(),
                        rounded(chance.pMaxT()));
    }

    private static @Nullable Double rounded(@Nullable Double p) {
        return p == null ? null : Double.valueOf(Math.round(Objects.requireNonNull(p) * DIGITS) / DIGITS);
    }
}
