package parallax.dataset.findings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parallax.analytics.CountTable;
import parallax.analytics.analysis.Dataset;
import parallax.analytics.analysis.Finding;

/// The groups of one axis for a person at a terminal: first who they are and who differs most from
/// everyone else, then every other metric with a few groups side by side, last what is said of all
/// groups together.
///
/// @param findings   of this axis
/// @param confidence the level of intervals, as it stands above them
record AxisTable(Dataset.Grouped axis, List<Finding> findings, String confidence) {
    /// Groups side by side, so that a line fits on a screen.
    private static final int SIDE_BY_SIDE = 5;

    private static final Set<String> SHOWN_FIRST = Set.of("pUnsafe", "pUnsafeDifference", "pUnsafeRatio");

    void write(Appendable out) throws IOException {
        List<Integer> groups = clearestFirst();
        out.append("\nBy ").append(axis.name()).append(", the clearest difference from everyone else first\n");
        TextTable.print(out, header(), groups.stream().map(this::line).toList());
        for (int from = 0; from < groups.size(); from += SIDE_BY_SIDE) {
            List<Integer> page = groups.subList(from, Math.min(from + SIDE_BY_SIDE, groups.size()));
            List<String> header = new ArrayList<>(List.of("metric", ""));
            page.forEach(group -> header.add(name(group)));
            out.append("\nBy ").append(axis.name()).append(", against everyone else where others come in\n");
            TextTable.print(out, header, metrics(page));
        }
        List<List<String>> whole = wholeAxis();
        if (!whole.isEmpty()) {
            out.append("\nBy ").append(axis.name()).append(", all groups together\n");
            TextTable.print(out, List.of("metric", "", "value"), whole);
        }
    }

    /// What is said of no group, such as how far groups lie apart.
    private List<List<String>> wholeAxis() {
        return findings.stream()
                .filter(finding -> finding.group() == null)
                .map(finding -> List.of(
                        finding.metric(), finding.level() == null ? "" : finding.level(), TextTable.cell(finding)))
                .toList();
    }

    /// Groups by the p-value of their difference from everyone else, those without one last.
    private List<Integer> clearestFirst() {
        return IntStream.range(0, axis.counts().groups().size())
                .boxed()
                .sorted(Comparator.comparingDouble(group -> {
                    Double p = p(difference(group));
                    return p == null ? 2 : p;
                }))
                .toList();
    }

    private List<String> header() {
        return List.of(
                "group",
                "raters",
                "items",
                "answers",
                "per item",
                "P(unsafe)",
                confidence,
                "difference",
                confidence,
                "p",
                "adjusted",
                "max-T");
    }

    private List<String> line(int group) {
        CountTable counts = axis.counts().of(group);
        int items = counts.rowsWithAtLeast(1);
        Finding share = find(group, "pUnsafe", null);
        Finding difference = difference(group);
        return List.of(
                name(group),
                counts.raters() == null ? "unknown" : counts.raters().toString(),
                Integer.toString(items),
                Long.toString(counts.total()),
                items == 0 ? TextTable.NOTHING : String.format(Locale.ROOT, "%.1f", (double) counts.total() / items),
                share == null ? "" : TextTable.value(share.estimate()),
                share == null ? "" : TextTable.interval(share.estimate()),
                difference == null ? "" : TextTable.value(difference.estimate()),
                difference == null ? "" : TextTable.interval(difference.estimate()),
                TextTable.p(p(difference)),
                TextTable.p(adjusted(difference)),
                TextTable.p(inFamily(difference)));
    }

    /// One line for each metric and level, one cell for each of the groups.
    private List<List<String>> metrics(List<Integer> groups) {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Finding finding : findings) {
            boolean shown = finding.against() == null || finding.against().equals("rest");
            String name = finding.group();
            if (shown && name != null && !SHOWN_FIRST.contains(finding.metric())) {
                String level = finding.level() == null ? "" : finding.level();
                List<String> line = lines.computeIfAbsent(finding.metric() + "\n" + level, key -> {
                    List<String> blank = new ArrayList<>(List.of(finding.metric(), level));
                    groups.forEach(group -> blank.add(""));
                    return blank;
                });
                for (int place = 0; place < groups.size(); place++) {
                    if (name.equals(name(groups.get(place)))) {
                        line.set(place + 2, TextTable.cell(finding));
                    }
                }
            }
        }
        return List.copyOf(lines.values());
    }

    private @Nullable Finding difference(int group) {
        return find(group, "pUnsafeDifference", "rest");
    }

    private static @Nullable Double p(@Nullable Finding finding) {
        return finding == null || finding.chance() == null
                ? null
                : finding.chance().p();
    }

    private static @Nullable Double adjusted(@Nullable Finding finding) {
        return finding == null || finding.chance() == null
                ? null
                : finding.chance().pAdjusted();
    }

    private static @Nullable Double inFamily(@Nullable Finding finding) {
        return finding == null || finding.chance() == null
                ? null
                : finding.chance().pMaxT();
    }

    private @Nullable Finding find(int group, String metric, @Nullable String against) {
        return findings.stream()
                .filter(finding -> finding.metric().equals(metric)
                        && finding.level() == null
                        && Objects.equals(finding.against(), against)
                        && name(group).equals(finding.group()))
                .findFirst()
                .orElse(null);
    }

    private String name(int group) {
        return String.valueOf(axis.counts().groups().get(group).name());
    }
}
