package parallax.analytics.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.RaterGroup;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.ResponseCounts;
import parallax.analytics.Threads;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.WorkedExample;
import parallax.analytics.metric.CrossReplicationReliability;
import parallax.analytics.metric.GroupAssociationIndex;

/// Ratings of which little can be said: the whole analysis gives reasons, never a number that looks
/// fine.
class DegenerateInputTest {
    private static final AnalysisSettings EVERYTHING =
            AnalysisSettings.of(UnsurePolicy.CATEGORY, Resampling.of(50, 50)).onScale();

    @Test
    void one_rater_agrees_and_disagrees_with_nobody() {
        List<Finding> findings = analysed(WorkedExample.matrix(List.of("Yes"), List.of("No")), List.of("old"));
        for (String metric : List.of("krippendorffAlpha", "fleissKappa", "gwetAc1", "percentAgreement")) {
            assertEquals("no item has two answers", reason(findings, metric, null, null), metric);
            assertEquals("no item has two answers", reason(findings, metric, "old", null), metric);
        }
        assertEquals(
                "IRR is undefined: no item has two answers", reason(findings, "groupAssociationIndex", "old", "rest"));
        assertEquals("no two raters share an item", reason(findings, "workerQuality", null, null));
        assertEquals("no group has a defined GAI", axisReason(findings, "diversitySensitivityIndex"));
    }

    @Test
    void constant_answers_leave_nothing_to_explain() {
        RatingMatrix constant = WorkedExample.matrix(List.of("No", "No", "No", "No"), List.of("No", "No", "No", "No"));
        List<Finding> findings = analysed(constant, List.of("old", "old", "young", "young"));
        assertEquals("every answer is the same", reason(findings, "krippendorffAlpha", null, null));
        assertEquals("every answer is the same", reason(findings, "crossReplicationReliability", "old", "rest"));
        assertEquals(
                "both groups always vote for the same option", reason(findings, "votingAgreement", "old", "young"));
        assertEquals(
                "GAI is undefined: IRR is undefined: every answer is the same",
                reason(findings, "gaiZ", "old", "rest"));
    }

    @Test
    void a_group_called_rest_is_told_from_everyone_else() {
        List<Finding> findings = analysed(WorkedExample.MATRIX, List.of("rest", "rest", "young", "young"));
        for (String against : List.of("rest", "\\rest")) {
            assertEquals(
                    1,
                    findings.stream()
                            .filter(finding -> finding.metric().equals("pUnsafeDifference")
                                    && "young".equals(finding.group())
                                    && against.equals(finding.against()))
                            .count(),
                    against);
        }
    }

    @Test
    void a_group_of_everybody_has_nobody_to_compare_with() {
        List<Finding> findings = analysed(WorkedExample.MATRIX, List.of("all", "all", "all", "all"));
        assertTrue(findings.stream().allMatch(finding -> finding.chance() == null), "no p without anybody else");
        assertEquals("no item was answered by both", reason(findings, "crossReplicationReliability", "all", "rest"));
        assertEquals("the others have no answers", reason(findings, "totalVariation", "all", "rest"));
    }

    @Test
    void an_empty_group_is_undefined_throughout() {
        CountTable nobody = WorkedExample.table(0, 0, 0, 0, 0, 0, 0, 0, 0);
        ResponseCounts counts = new ResponseCounts(
                WorkedExample.OPTIONS,
                List.of("i1", "i2", "i3"),
                List.of(RaterGroup.of("age", "nobody"), RaterGroup.of("age", "young")),
                List.of(nobody, WorkedExample.young()));
        Dataset data = new Dataset(
                null,
                counts.items(),
                counts.everyone(),
                null,
                List.of(new Dataset.Grouped("age", counts, null)),
                null,
                List.of());
        List<Finding> findings = Analysis.of(data, EVERYTHING, Threads.allCores());
        findings.stream()
                .filter(finding -> "nobody".equals(finding.group()))
                .forEach(finding -> assertNotNull(finding.estimate().reason(), finding.toString()));
    }

    @Test
    void raters_of_disjoint_items_share_nothing() {
        RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
        builder.add("a", "x", "Yes").add("a", "y", "No").add("b", "z", "No").add("b", "w", "Yes");
        List<Finding> findings = analysed(builder.build(), List.of("one", "one", "two", "two"));
        assertEquals("no item was answered by both", reason(findings, "crossReplicationReliability", "one", "two"));
        assertEquals("no item was answered by both", reason(findings, "crossNegentropy", "one", "rest"));
    }

    @Test
    void more_ratings_than_an_int_counts_do_not_wrap() {
        // 46,341 items of 46,341 answers are more than 2³¹; every item is split 23,171 to 23,170
        int n = 46_341;
        int[] cells = new int[2 * n];
        for (int item = 0; item < n; item++) {
            cells[2 * item] = 23_171;
            cells[2 * item + 1] = 23_170;
        }
        AnswerOptions options = AnswerOptions.of("No", "Yes").withUnsafe("Yes");
        CountTable everyone = CountTable.of(options, cells, n);
        Dataset data = new Dataset(
                null,
                IntStream.range(0, n).mapToObj(i -> "i" + i).toList(),
                everyone,
                null,
                List.of(),
                null,
                List.of());
        assertEquals(2_147_488_281L, everyone.total());
        List<Finding> findings = Analysis.of(data, EVERYTHING, Threads.allCores());
        // N·Do = n·2ab/(n − 1), N(N − 1)·De = 2n²ab, N = n²: alpha = 1 − (n² − 1)/(n(n − 1)) = −1/n
        assertEquals(-1.0 / n, value(findings, "krippendorffAlpha"), 1e-12);
        assertEquals(23_170 / 46_341.0, value(findings, "pUnsafe"), 1e-12);
        assertEquals(23_171 / 46_341.0, value(findings, "pluralitySize"), 1e-12);
        // P = (a(a − 1) + b(b − 1))/(n(n − 1)) and 1 − Pe = 2ab/n²: kappa = 1 − n/(n − 1) = −1/(n − 1)
        assertEquals(-1.0 / (n - 1), value(findings, "fleissKappa"), 1e-12);
        // two such groups: observed and expected disagreement are alike, so XRR is 0 and GAI has no denominator
        assertEquals(0, CrossReplicationReliability.of(everyone, everyone).orThrow(), 1e-11);
        assertEquals(
                "XRR is not above 0",
                GroupAssociationIndex.of(everyone, everyone).reason());
    }

    @Test
    void questions_without_any_answer_are_undefined_not_zero() {
        RatingMatrix unsure = WorkedExample.matrix(List.of("Unsure", "Unsure"), List.of("Unsure", "Unsure"));
        Dataset data = Dataset.of(unsure, List.of(Axis.of("age", List.of("old", "young"))))
                .withGold(Arrays.asList(0, 2));
        AnalysisSettings dropping =
                AnalysisSettings.of(UnsurePolicy.DROP, Resampling.of(50, 50)).onScale();
        List<Finding> findings = Analysis.of(data, dropping, Threads.allCores());
        findings.forEach(finding -> assertNotNull(finding.estimate().reason(), finding.toString()));
        assertTrue(findings.size() > 60, "the analysis still says why, metric by metric");
    }

    private static List<Finding> analysed(RatingMatrix matrix, List<@Nullable String> groups) {
        Dataset data = Dataset.of(matrix, List.of(Axis.of("age", groups)));
        return Analysis.of(data, EVERYTHING, Threads.allCores());
    }

    private static @Nullable String reason(
            List<Finding> findings, String metric, @Nullable String group, @Nullable String against) {
        for (Finding finding : findings) {
            boolean wanted = finding.metric().equals(metric)
                    && Objects.equals(finding.group(), group)
                    && Objects.equals(finding.against(), against);
            if (wanted) {
                return finding.estimate().reason();
            }
        }
        throw new AssertionError("no " + metric + " of " + group + " against " + against);
    }

    private static double value(List<Finding> findings, String metric) {
        return findings.stream()
                .filter(finding -> finding.metric().equals(metric))
                .findFirst()
                .orElseThrow()
                .estimate()
                .orThrow();
    }

    private static @Nullable String axisReason(List<Finding> findings, String metric) {
        return findings.stream()
                .filter(finding -> finding.metric().equals(metric))
                .findFirst()
                .orElseThrow()
                .estimate()
                .reason();
    }
}
