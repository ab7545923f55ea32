package parallax.analytics.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parallax.analytics.Threads;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.WorkedExample;

/// The pages of the metrics: one for each, complete, and right about the worked example.
class MetricPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "reference", "metrics");
    private static final List<String> SECTIONS =
            List.of("Formula", "Source", "Worked example", "Range", "Undefined", "When it misleads");
    private static final List<Finding> FINDINGS = findings();

    static Set<String> metrics() {
        return AnalysisSettings.metricNames();
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void every_metric_has_its_page_with_every_section(String metric) throws IOException {
        Path page = PAGES.resolve(metric + ".md");
        assertTrue(Files.exists(page), "docs/reference/metrics/" + metric + ".md is missing");
        String text = Files.readString(page);
        for (String section : SECTIONS) {
            assertTrue(text.contains("\n## " + section + "\n"), metric + ".md lacks the section " + section);
        }
        assertTrue(
                Files.readString(PAGES.resolve("README.md")).contains("(" + metric + ".md)"),
                "README.md does not list " + metric);
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void every_value_in_the_worked_example_is_what_the_library_computes(String metric) throws IOException {
        int checked = 0;
        for (String line : Files.readAllLines(PAGES.resolve(metric + ".md"))) {
            List<String> cells =
                    Arrays.stream(line.split("\\|")).map(String::strip).toList();
            if (cells.size() == 5 && cells.get(4).matches("-?\\d+\\.\\d{6}|undefined")) {
                assertEquals(cells.get(4), value(metric, cells.get(1), cells.get(2), cells.get(3)), line);
                checked++;
            }
        }
        assertTrue(checked > 0, metric + ".md shows no value");
    }

    @Test
    void no_page_is_left_of_a_metric_that_went() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            Set<String> names = new TreeSet<>();
            pages.forEach(page -> names.add(page.getFileName().toString().replace(".md", "")));
            names.removeAll(metrics());
            assertEquals(Set.of("README", "methods"), names);
        }
    }

    private static String value(String metric, String group, String against, String level) {
        for (Finding finding : FINDINGS) {
            if (finding.metric().equals(metric)
                    && shown(finding.group(), finding.axis() == null ? "everyone" : finding.axis())
                            .equals(group)
                    && shown(finding.against(), "–").equals(against)
                    && shown(finding.level(), "–").equals(level)) {
                Double value = finding.estimate().value();
                return value == null ? "undefined" : String.format(Locale.ROOT, "%.6f", value);
            }
        }
        return "no such finding";
    }

    private static String shown(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static List<Finding> findings() {
        List<@Nullable Integer> gold = new ArrayList<>(List.of(2, 0, 0));
        Dataset example = Dataset.of(WorkedExample.MATRIX, List.of(WorkedExample.AGE))
                .withGold(gold)
                .withRepeats(WorkedExample.REPEATS);
        // all by name, so that those that take seconds are among them
        AnalysisSettings settings = AnalysisSettings.of(UnsurePolicy.CATEGORY, Resampling.of(1000, 0))
                .onScale()
                .withMetrics(AnalysisSettings.metricNames());
        return Analysis.of(example, settings, Threads.allCores());
    }
}
