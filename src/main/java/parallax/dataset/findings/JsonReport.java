package parallax.dataset.findings;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analytics.analysis.Dataset;
import parallax.runner.ParallaxVersion;

/// The report as JSON, one estimate on each line.
record JsonReport(Report report) {

    void write(Appendable out) throws IOException {
        out.append("{\"version\": ");
        text(out, ParallaxVersion.text());
        out.append(",\n\"dataset\": ");
        object(out, dataset());
        array(out, "estimates", report.findings().stream().map(ReportLine::of).toList());
        if (!report.items().isEmpty()) {
            array(out, "items", report.items());
        }
        if (!report.raters().isEmpty()) {
            array(out, "raters", report.raters());
        }
        out.append("}\n");
    }

    private ReportLine dataset() {
        Dataset first = report.questions().getFirst();
        long answers = report.questions().stream()
                .mapToLong(data -> data.counts().total())
                .sum();
        boolean several = report.questions().size() > 1;
        ReportLine row = new ReportLine()
                .with(
                        "items",
                        report.questions().stream()
                                .flatMap(d -> d.items().stream())
                                .distinct()
                                .count())
                .with("raters", first.matrix() == null ? null : raters())
                .with("answers", answers)
                .with("blankAnswers", report.blankAnswers())
                .with("options", report.options().names())
                .with(
                        "unsafe",
                        report.options().names().stream()
                                .filter(report.options().unsafe()::contains)
                                .toList())
                .with("unsureOption", report.options().unsure())
                .with("values", report.options().values())
                .with("axes", first.axes().stream().map(Dataset.Grouped::name).toList())
                .with("unsure", report.settings().unsure().label())
                .with("permutations", report.settings().resampling().permutations())
                .with("bootstrap", report.settings().resampling().bootstrap())
                .with("seed", report.settings().resampling().seed())
                .with("confidence", report.settings().confidence())
                .with("estimand", report.settings().estimand().label());
        return several
                ? row.with(
                        "questions",
                        report.questions().stream().map(Dataset::question).toList())
                : row;
    }

    private long raters() {
        return report.questions().stream()
                .flatMap(data -> data.matrix() == null ? List.<String>of().stream() : data.matrix().raters().stream())
                .distinct()
                .count();
    }

    private static void array(Appendable out, String name, List<ReportLine> rows) throws IOException {
        out.append(",\n\"").append(name).append("\": [");
        String separator = "\n";
        for (ReportLine row : rows) {
            out.append(separator);
            object(out, row);
            separator = ",\n";
        }
        out.append("]");
    }

    private static void object(Appendable out, ReportLine row) throws IOException {
        String separator = "{";
        for (Map.Entry<String, @Nullable Object> entry : row.values().entrySet()) {
            out.append(separator);
            text(out, entry.getKey());
            out.append(": ");
            value(out, entry.getValue());
            separator = ", ";
        }
        out.append("}");
    }

    private static void value(Appendable out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.append("null");
            case Number number -> out.append(number.toString());
            case List<?> list -> {
                String separator = "[";
                out.append(list.isEmpty() ? "[" : "");
                for (Object element : list) {
                    out.append(separator);
                    value(out, element);
                    separator = ", ";
                }
                out.append("]");
            }
            default -> text(out, value.toString());
        }
    }

    private static void text(Appendable out, String text) throws IOException {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default ->
                    out.append(
                            c < 0x20 || Character.isSurrogate(c)
                                    ? String.format("\\u%04x", (int) c)
                                    : String.valueOf(c));
            }
        }
        out.append('"');
    }
}
