package parallax.dataset.findings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimand;
import parallax.analytics.Estimate;
import parallax.analytics.analysis.Finding;

/// One line of a report: named values in order, each a text, a number, or null.
final class ReportLine {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    ReportLine with(String column, @Nullable Object value) {
        values.put(column, value);
        return this;
    }

    /// A value, or null with its reason in a column of its own.
    ReportLine withEstimate(String column, Estimate estimate) {
        values.put(column, estimate.value());
        if (estimate.reason() != null) {
            values.put(column + "Reason", estimate.reason());
        }
        return this;
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    static ReportLine of(Finding finding) {
        Estimate estimate = finding.estimate();
        Finding.Chance chance = finding.chance();
        ReportLine row = new ReportLine();
        if (finding.question() != null) {
            row.with("question", finding.question());
        }
        return row.with("metric", finding.metric())
                .with("level", finding.level())
                .with("axis", finding.axis())
                .with("group", finding.group())
                .with("against", finding.against())
                .with("unsure", finding.place().unsure())
                .with("value", estimate.value())
                .with(
                        "low",
                        estimate.interval() == null ? null : estimate.interval().low())
                .with(
                        "high",
                        estimate.interval() == null ? null : estimate.interval().high())
                .with("method", estimate.method())
                .with("nRaters", estimate.nRaters())
                .with("nItems", estimate.nItems())
                .with("nullMean", chance == null ? null : chance.mean())
                .with("nullSd", chance == null ? null : chance.sd())
                .with("p", chance == null ? null : chance.p())
                .with("pAdjusted", chance == null ? null : chance.pAdjusted())
                .with("pRule", chance == null ? null : chance.rule())
                .with("reason", estimate.reason())
                .with("estimand", estimand(estimate));
    }

    /// What an estimate's interval is about, in words, or null when it has none.
    static @Nullable String estimand(Estimate estimate) {
        Estimand estimand = estimate.estimand();
        return estimand == null ? null : estimand.label();
    }
}
