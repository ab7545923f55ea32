package parallax.dataset.findings;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.analysis.Dataset;
import parallax.analytics.analysis.Finding;

/// The report for a person at a terminal: everybody first, then each axis with its groups side by side.
/// Comparisons of two groups with each other are left to JSON and CSV.
record TableReport(Report report) {

    void write(Appendable out) throws IOException {
        for (Dataset data : report.questions()) {
            heading(out, data);
            List<Finding> ofQuestion = report.findings().stream()
                    .filter(finding -> Objects.equals(finding.question(), data.question()))
                    .toList();
            out.append("\nEveryone\n");
            List<List<String>> lines = new ArrayList<>();
            ofQuestion.stream().filter(finding -> finding.axis() == null).forEach(finding -> lines.add(line(finding)));
            print(
                    out,
                    List.of("metric", "", "value", percent(report.settings().confidence()) + " interval", "items"),
                    lines);
            for (Dataset.Grouped axis : data.axes()) {
                axis(out, axis, ofQuestion);
            }
            rows(out, "Items", report.items());
            rows(out, "Raters", report.raters());
        }
        if (report.blankAnswers() > 0) {
            out.append(String.format(
                    Locale.ROOT, "%nBlank answers, which count as missing: %,d%n", report.blankAnswers()));
        }
        notes(out);
    }

    private void heading(Appendable out, Dataset data) throws IOException {
        if (data.question() != null) {
            out.append("Question: ").append(data.question()).append('\n');
        }
        String raters = data.matrix() == null
                ? "raters unknown"
                : data.matrix().raters().size() + " raters";
        out.append(String.format(
                Locale.ROOT,
                "%,d items, %s, %,d answers (%s); Unsure: %s%n",
                data.items().size(),
                raters,
                data.counts().total(),
                String.join(", ", report.options().names()),
                report.settings().unsure().label()));
    }

    /// A confidence level as a person writes it: `95 %`, `99.9 %`.
    private static String percent(double level) {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    private static List<String> line(Finding finding) {
        Estimate estimate = finding.estimate();
        String form = finding.group() != null ? finding.group() : finding.level() == null ? "" : finding.level();
        return List.of(
                finding.metric(),
                form,
                value(estimate),
                interval(estimate),
                estimate.isDefined() ? Integer.toString(estimate.nItems()) : "");
    }

    /// One line for each metric, one column for each group: value, and * where the adjusted p-value is at most .05.
    private static void axis(Appendable out, Dataset.Grouped axis, List<Finding> findings) throws IOException {
        List<String> header = new ArrayList<>(List.of("metric", ""));
        Map<String, List<String>> lines = new LinkedHashMap<>();
        Map<String, Integer> column = new LinkedHashMap<>();
        axis.counts().groups().forEach(group -> {
            column.put(String.valueOf(group.name()), header.size());
            header.add(String.valueOf(group.name()));
        });
        for (Finding finding : findings) {
            boolean shown = axis.name().equals(finding.axis())
                    && (finding.against() == null || finding.against().equals("rest"));
            if (shown) {
                String level = finding.level() == null ? "" : finding.level();
                List<String> line = lines.computeIfAbsent(finding.metric() + "\n" + level, key -> {
                    List<String> blank = new ArrayList<>(List.of(finding.metric(), level));
                    column.keySet().forEach(group -> blank.add(""));
                    return blank;
                });
                Integer place = finding.group() == null ? Integer.valueOf(2) : column.get(finding.group());
                if (place != null) {
                    line.set(place, cell(finding));
                }
            }
        }
        out.append("\nBy ").append(axis.name()).append(", against everyone else where others come in\n");
        print(out, header, List.copyOf(lines.values()));
    }

    private static String cell(Finding finding) {
        Estimate estimate = finding.estimate();
        Interval interval = estimate.interval();
        String bounds = interval == null ? "" : " " + interval(estimate);
        return value(estimate) + bounds + (isFarFromChance(finding) ? " *" : "");
    }

    private static boolean isFarFromChance(Finding finding) {
        Finding.Chance chance = finding.chance();
        if (chance == null) {
            return false;
        }
        Double p = chance.pAdjusted() == null ? chance.p() : chance.pAdjusted();
        return p != null && p <= 0.05;
    }

    private static void rows(Appendable out, String title, List<ReportLine> rows) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        List<String> header = rows.stream()
                .flatMap(row -> row.values().keySet().stream())
                .distinct()
                .toList();
        List<List<String>> lines = rows.stream()
                .map(row -> header.stream()
                        .map(column -> text(row.values().get(column)))
                        .toList())
                .toList();
        out.append('\n').append(title).append('\n');
        print(out, header, lines);
    }

    private void notes(Appendable out) throws IOException {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        for (Finding finding : report.findings()) {
            String reason = finding.estimate().reason();
            List<String> names = reason == null ? List.of() : reasons.computeIfAbsent(reason, key -> new ArrayList<>());
            if (reason != null && !names.contains(finding.metric())) {
                names.add(finding.metric());
            }
        }
        if (!reasons.isEmpty()) {
            out.append("\n– undefined:\n");
        }
        for (Map.Entry<String, List<String>> reason : reasons.entrySet()) {
            out.append("  ").append(reason.getKey()).append(": ");
            out.append(String.join(", ", reason.getValue())).append('\n');
        }
        if (report.findings().stream().anyMatch(TableReport::isFarFromChance)) {
            out.append("\n* p ≤ .05 after Benjamini–Hochberg over the groups of the axis (permutation test)\n");
        }
    }

    private static void print(Appendable out, List<String> header, List<List<String>> lines) throws IOException {
        int[] width = new int[header.size()];
        for (int column = 0; column < width.length; column++) {
            width[column] = header.get(column).length();
            for (List<String> line : lines) {
                width[column] = Math.max(width[column], line.get(column).length());
            }
        }
        printLine(out, header, width);
        for (List<String> line : lines) {
            printLine(out, line, width);
        }
    }

    private static void printLine(Appendable out, List<String> cells, int[] width) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < width.length; column++) {
            line.append("  ")
                    .append(cells.get(column))
                    .repeat(' ', width[column] - cells.get(column).length());
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static String value(Estimate estimate) {
        return estimate.value() == null ? "–" : text(estimate.value());
    }

    private static String interval(Estimate estimate) {
        Interval interval = estimate.interval();
        return interval == null ? "" : String.format(Locale.ROOT, "[%.3f, %.3f]", interval.low(), interval.high());
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "–";
            case Double number -> String.format(Locale.ROOT, "%.4f", number);
            default -> value.toString();
        };
    }
}
