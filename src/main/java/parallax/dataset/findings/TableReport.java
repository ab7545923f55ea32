package parallax.dataset.findings;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import parallax.analytics.Estimate;
import parallax.analytics.analysis.Dataset;
import parallax.analytics.analysis.Finding;
import parallax.analytics.analysis.Resampling;
import parallax.runner.ParallaxVersion;

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
            ofQuestion.stream()
                    .filter(finding -> finding.axis() == null && !isSecondInterval(finding))
                    .forEach(finding -> lines.add(line(finding)));
            TextTable.print(
                    out,
                    List.of("metric", "", "value", percent(report.settings().confidence()) + " interval", "items"),
                    lines);
            for (Dataset.Grouped axis : data.axes()) {
                List<Finding> ofAxis = ofQuestion.stream()
                        .filter(finding -> axis.name().equals(finding.axis()))
                        .toList();
                new AxisTable(axis, ofAxis, percent(report.settings().confidence())).write(out);
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

    /// The intervals of one share under other names are left to JSON and CSV.
    private static boolean isSecondInterval(Finding finding) {
        return finding.metric().equals("pUnsafe") && finding.level() != null;
    }

    private static List<String> line(Finding finding) {
        Estimate estimate = finding.estimate();
        String form = finding.group() != null ? finding.group() : finding.level() == null ? "" : finding.level();
        return List.of(
                finding.metric(),
                form,
                TextTable.value(estimate),
                TextTable.interval(estimate),
                estimate.isDefined() ? Integer.toString(estimate.nItems()) : "");
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
                        .map(column -> TextTable.text(row.values().get(column)))
                        .toList())
                .toList();
        out.append('\n').append(title).append('\n');
        TextTable.print(out, header, lines);
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
        if (report.findings().stream().anyMatch(TextTable::isFarFromChance)) {
            out.append("\n* p ≤ .05 after Benjamini–Hochberg over the groups of the axis\n");
        }
        long family = report.findings().stream()
                .filter(finding -> finding.metric().equals("pUnsafeDifference")
                        && finding.chance() != null
                        && finding.chance().pMaxT() != null)
                .count();
        if (family > 0) {
            out.append(String.format(
                    Locale.ROOT,
                    "%nmax-T: p adjusted over every contrast of P(unsafe) here, %,d rows of all axes together%n",
                    family));
        }
        howMade(out);
    }

    /// What chance and intervals are about, and what it takes to make the numbers again.
    private void howMade(Appendable out) throws IOException {
        Set<String> models = new TreeSet<>();
        for (Finding finding : report.findings()) {
            Finding.Chance chance = finding.chance();
            if (chance != null) {
                models.add(chance.nullModel());
            }
        }
        if (!models.isEmpty()) {
            out.append("\nChance: ").append(String.join("; ", models)).append("\n");
        }
        Resampling resampling = report.settings().resampling();
        out.append(String.format(
                Locale.ROOT,
                "%nIntervals: %s. Parallax %s, seed %d, %,d permutations, %,d bootstrap replicates.%n",
                report.settings().estimand().label(),
                ParallaxVersion.text(),
                resampling.seed(),
                resampling.permutations(),
                resampling.bootstrap()));
    }
}
