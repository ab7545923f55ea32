package parallax.dataset.findings;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.analytics.analysis.Finding;

/// Columns of text for a terminal, and how numbers stand in them.
final class TextTable {
    /// What stands where there is no number.
    static final String NOTHING = "–";

    private static final double FAR = 0.05;

    private TextTable() {}

    static void print(Appendable out, List<String> header, List<List<String>> lines) throws IOException {
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

    static String value(Estimate estimate) {
        return text(estimate.value());
    }

    static String interval(Estimate estimate) {
        Interval interval = estimate.interval();
        return interval == null ? "" : String.format(Locale.ROOT, "[%.3f, %.3f]", interval.low(), interval.high());
    }

    /// A value with its interval, and * where it is far from chance.
    static String cell(Finding finding) {
        Estimate estimate = finding.estimate();
        String bounds = estimate.interval() == null ? "" : " " + interval(estimate);
        return value(estimate) + bounds + (isFarFromChance(finding) ? " *" : "");
    }

    /// A p-value, which is never 0.
    static String p(@Nullable Double p) {
        if (p == null) {
            return NOTHING;
        }
        return p < 0.0005 ? "<.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    static boolean isFarFromChance(Finding finding) {
        Finding.Chance chance = finding.chance();
        if (chance == null) {
            return false;
        }
        Double p = chance.pAdjusted() == null ? chance.p() : chance.pAdjusted();
        return p != null && p <= FAR;
    }

    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> NOTHING;
            case Double number -> String.format(Locale.ROOT, "%.4f", number);
            default -> value.toString();
        };
    }
}
