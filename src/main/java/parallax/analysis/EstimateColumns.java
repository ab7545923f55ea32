package parallax.analysis;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.analysis.Finding;

/// An estimate as named columns, the same in the API, in exported tables and in what `analyze` prints.
public final class EstimateColumns {
    private EstimateColumns() {}

    /// The columns in their order; the question stands first where there is one.
    public static SequencedMap<String, @Nullable Object> of(Finding finding) {
        Estimate estimate = finding.estimate();
        Interval interval = estimate.interval();
        Finding.Chance chance = finding.chance();
        SequencedMap<String, @Nullable Object> columns = new LinkedHashMap<>();
        if (finding.question() != null) {
            columns.put("question", finding.question());
        }
        columns.put("metric", finding.metric());
        columns.put("level", finding.level());
        columns.put("axis", finding.axis());
        columns.put("group", finding.group());
        columns.put("against", finding.against());
        columns.put("unsure", finding.place().unsure());
        columns.put("value", estimate.value());
        columns.put("low", interval == null ? null : interval.low());
        columns.put("high", interval == null ? null : interval.high());
        columns.put("method", estimate.method());
        columns.put("nRaters", estimate.nRaters());
        columns.put("nItems", estimate.nItems());
        columns.put("nullMean", chance == null ? null : chance.mean());
        columns.put("nullSd", chance == null ? null : chance.sd());
        columns.put("p", chance == null ? null : chance.p());
        columns.put("pAdjusted", chance == null ? null : chance.pAdjusted());
        columns.put("pRule", chance == null ? null : chance.rule());
        columns.put("reason", estimate.reason());
        columns.put(
                "estimand",
                estimate.estimand() == null ? null : estimate.estimand().label());
        columns.put("nullModel", chance == null ? null : chance.nullModel());
        columns.put("pMaxT", chance == null ? null : chance.pMaxT());
        return columns;
    }

    /// The same of a stored estimate, with its number of answers.
    public static SequencedMap<String, @Nullable Object> of(StoredEstimate estimate) {
        SequencedMap<String, @Nullable Object> columns = of(estimate.finding());
        columns.put("nAnswers", estimate.nAnswers());
        return columns;
    }
}
