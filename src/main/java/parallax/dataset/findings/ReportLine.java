package parallax.dataset.findings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analysis.EstimateColumns;
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
        ReportLine row = new ReportLine();
        EstimateColumns.of(finding).forEach(row::with);
        return row;
    }

    /// What an estimate's interval is about, in words, or null when it has none.
    static @Nullable String estimand(Estimate estimate) {
        Estimand estimand = estimate.estimand();
        return estimand == null ? null : estimand.label();
    }
}
