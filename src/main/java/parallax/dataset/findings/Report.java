package parallax.dataset.findings;

import java.io.IOException;
import java.util.List;
import parallax.analytics.AnswerOptions;
import parallax.analytics.analysis.AnalysisSettings;
import parallax.analytics.analysis.Dataset;
import parallax.analytics.analysis.Finding;

/// What an analysis of a file found, ready to be written out.
///
/// @param options      the options as declared, before any policy for Unsure
/// @param questions    one dataset for each question
/// @param blankAnswers answers left blank, which count as missing
/// @param findings     every estimate
/// @param items        per-item rows asked for, as maps from a column to its value
/// @param raters       per-rater rows asked for, in the same form
record Report(
        AnswerOptions options,
        AnalysisSettings settings,
        List<Dataset> questions,
        long blankAnswers,
        List<Finding> findings,
        List<ReportLine> items,
        List<ReportLine> raters) {

    /// The form of a report.
    enum Format {
        JSON,
        TABLE,
        CSV
    }

    void write(Format format, Appendable out) throws IOException {
        switch (format) {
            case JSON -> new JsonReport(this).write(out);
            case TABLE -> new TableReport(this).write(out);
            case CSV -> new CsvReport(this).write(out);
        }
    }
}
