package parallax.analytics.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.Estimate;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.ResponseCounts;
import parallax.analytics.SimulatedRatings;
import parallax.analytics.Threads;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.Analysis;
import parallax.analytics.analysis.AnalysisSettings;
import parallax.analytics.analysis.Dataset;
import parallax.analytics.analysis.Finding;
import parallax.analytics.analysis.Resampling;
import parallax.analytics.metric.CrossNegentropy;
import parallax.analytics.metric.GroupMetric;

/// The table of CONTRIBUTING.md that says where each metric is written: it names every metric, in order, and each
/// cell is true of the code.
class MetricTableTest {
    private static final Path DOCUMENT = Path.of("..", "CONTRIBUTING.md");
    private static final List<Line> TABLE = table();
    /// So many answers that every group gives every option to every item, and every metric is defined.
    private static final SimulatedRatings DESIGN = new SimulatedRatings(40, 300, 0.8, 0.3, 0.3);

    private static final RatingMatrix MATRIX = DESIGN.draw(new Random(1));
    private static final Axis AXIS = DESIGN.axis(3, false, new Random(2));
    private static final List<Finding> FINDINGS = Analysis.of(
            Dataset.of(MATRIX, List.of(AXIS)),
            AnalysisSettings.of(UnsurePolicy.CATEGORY, Resampling.of(0, 20)).onScale(),
            new Threads(1, Progress.SILENT));

    /// A row of the table.
    record Line(GroupMetric metric, String plain, String fast, String page, String interval) {}

    static List<Line> lines() {
        return TABLE;
    }

    @Test
    void it_names_every_metric_once_in_their_order() {
        assertEquals(
                List.of(GroupMetric.values()), TABLE.stream().map(Line::metric).toList());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void the_plain_form_is_the_metric(Line line) throws ReflectiveOperationException {
        ResponseCounts counts = MATRIX.counts(AXIS);
        for (int group = 0; group < counts.groups().size(); group++) {
            Estimate named = plain(line.plain(), line.metric(), counts.of(group), counts.rest(group));
            assertEquals(line.metric().of(counts.of(group), counts.rest(group)), named);
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void the_fast_form_reads_the_sum_that_is_named(Line line) throws ReflectiveOperationException {
        String name = quoted(line.fast());
        assertTrue(name.startsWith("GroupSums."), name);
        GroupSums sums = sums();
        double before = value(sums, line.metric());
        assertEquals(
                line.metric().of(counts().of(0), counts().rest(0)).orThrow(),
                before,
                1e-11,
                "the fast form is not the metric");
        Field sum = GroupSums.class.getDeclaredField(name.substring("GroupSums.".length()));
        raise(sum, sums);
        assertNotEquals(before, value(sums, line.metric()), name + " does not matter");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void the_page_is_the_metrics_own(Line line) {
        String name = line.metric().label();
        assertEquals("[" + name + "](docs/reference/metrics/" + name + ".md)", line.page());
        assertTrue(Files.exists(Path.of("..", "docs", "reference", "metrics", name + ".md")), name);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void the_interval_is_there_or_a_reason_stands_in_its_place(Line line) {
        boolean bounded = !line.interval().startsWith("none: ");
        assertTrue(bounded || line.interval().split(" ", -1).length >= 5, "a reason is a sentence: " + line.interval());
        assertEquals(Jackknife.METRICS.contains(line.metric()), line.interval().equals("jackknife"));
        int found = 0;
        for (Finding finding : FINDINGS) {
            boolean ofMetric = finding.metric().equals(line.metric().label())
                    && Objects.equals(finding.level(), line.metric().level());
            boolean place = finding.against() == null || finding.against().equals("rest");
            if (ofMetric && place && finding.estimate().isDefined()) {
                assertEquals(bounded, finding.estimate().interval() != null, finding.toString());
                found++;
            }
        }
        assertTrue(found > 0, "nothing was found of " + line.metric());
    }

    private static Estimate plain(String cell, GroupMetric metric, CountTable own, CountTable others)
            throws ReflectiveOperationException {
        String[] parts = quoted(cell).split("\\.", -1);
        Class<?> type = Class.forName("parallax.analytics.metric." + parts[0]);
        List<Object> arguments = new ArrayList<>(List.of(own));
        List<Class<?>> types = new ArrayList<>(List.of(CountTable.class));
        if (metric.comparesGroups()) {
            arguments.add(others);
            types.add(CountTable.class);
        }
        if (metric == GroupMetric.P_UNSAFE) {
            arguments.add(null);
            types.add(CountTable.class);
        }
        if (metric == GroupMetric.CROSS_NEGENTROPY) {
            arguments.add(CrossNegentropy.JEFFREYS);
            types.add(double.class);
        }
        Method method = type.getMethod(parts[1], types.toArray(Class[]::new));
        return (Estimate) method.invoke(null, arguments.toArray());
    }

    private static ResponseCounts counts() {
        return MATRIX.counts(AXIS);
    }

    /// The sums of the first group.
    private static GroupSums sums() {
        ResponseCounts counts = counts();
        CountTable everyone = counts.everyone();
        Logarithms logs =
                new Logarithms(MATRIX.raters().size(), MATRIX.options().size(), CrossNegentropy.JEFFREYS);
        GroupSums sums = new GroupSums(MATRIX.options(), true, logs);
        for (int item = 0; item < everyone.rows(); item++) {
            int[] own = row(counts.of(0), item);
            if (everyone.rowTotal(item) > 0) {
                sums.add(own, 0, row(everyone, item), everyone.rowTotal(item));
            }
        }
        return sums;
    }

    private static int[] row(CountTable table, int item) {
        int[] row = new int[table.options().size()];
        Arrays.setAll(row, k -> table.count(item, k));
        return row;
    }

    private static double value(GroupSums sums, GroupMetric metric) {
        long[] all = new long[MATRIX.options().size()];
        Arrays.setAll(all, k -> counts().everyone().optionTotal(k));
        return new GroupValues(MATRIX.options(), sums, all).of(metric);
    }

    /// Makes a sum larger by a little; of sums by option or by pair of options, the last.
    private static void raise(Field sum, GroupSums sums) throws ReflectiveOperationException {
        Object value = sum.get(sums);
        if (value instanceof Double of) {
            sum.setDouble(sums, of + 1);
        } else if (value instanceof Integer of) {
            sum.setInt(sums, of + 1);
        } else if (value instanceof long[] of) {
            of[of.length - 1] += 1;
        } else {
            int last = Array.getLength(value) - 1;
            Array.setDouble(value, last, Array.getDouble(value, last) + 1);
        }
    }

    private static String quoted(String cell) {
        assertTrue(cell.startsWith("`") && cell.endsWith("`"), cell);
        return cell.substring(1, cell.length() - 1);
    }

    private static List<Line> table() {
        try {
            List<Line> lines = new ArrayList<>();
            boolean inside = false;
            for (String line : Files.readAllLines(DOCUMENT)) {
                List<String> cells =
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
                boolean row = cells.size() == 7;
                inside = row && (inside || cells.get(1).equals("`GroupMetric`"));
                if (inside && cells.get(1).matches("`[A-Z0-9_]+`")) {
                    GroupMetric metric = GroupMetric.valueOf(quoted(cells.get(1)));
                    lines.add(new Line(metric, cells.get(2), cells.get(3), cells.get(4), cells.get(5)));
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
