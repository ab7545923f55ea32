package parallax.dataset.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.analysis.AnalysisJob;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisRun;
import parallax.analysis.AnalysisRuns;
import parallax.analysis.EstimateColumns;
import parallax.analysis.Estimates;
import parallax.analysis.Exclusion;
import parallax.analysis.Exclusions;
import parallax.analysis.StoredEstimate;
import parallax.analytics.UnsurePolicy;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.dataset.exports.ExportRequest;
import parallax.dataset.exports.ExportRequest.Reader;
import parallax.dataset.exports.ExportRequest.Revisions;
import parallax.durability.StudyFixture;
import parallax.simulation.SimulatedRaters;
import parallax.store.PostgresResource;
import parallax.study.Insertions;
import parallax.study.Signal;
import parallax.study.StudyPlan;

/// What the application computes of a study is what `analyze` computes of its export, digit for digit: the
/// draws of permutations and bootstrap included.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExportedStudyTest {
    private static final int SEED = 3;
    private static final int ITEMS = 10;
    private static final int RATERS = 24;

    @Inject
    StudyFixture studies;

    @Inject
    SimulatedRaters simulated;

    @Inject
    AnalysisRuns runs;

    @Inject
    AnalysisJob job;

    @Inject
    Estimates estimates;

    @Inject
    Exclusions exclusions;

    @Inject
    Datasets datasets;

    @TempDir
    Path folder;

    @Test
    void an_analysis_in_the_application_prints_what_the_command_prints_of_the_export() throws IOException {
        long study = judgedStudy();
        String export = datasets.exported(study, Layout.LONG);
        for (UnsurePolicy unsure : UnsurePolicy.values()) {
            Set<String> stored = columns(analysed(study, unsure));
            assertTrue(stored.size() > 500, stored.size() + " estimates");
            assertEquals(stored, printed(export, unsure), unsure.label());
        }
    }

    @Test
    void so_it_is_without_the_raters_whom_an_exclusion_leaves_out() throws IOException {
        long study = judgedStudy();
        boolean no = false;
        var rule = new Exclusion("repetitive", no, Map.of(Signal.STRAIGHT_LINING, 3.0), no);
        assertTrue(exclusions.create(study, rule, null));
        int out = exclusions.raters(study, rule).size();
        assertTrue(0 < out && out < RATERS, out + " left out");
        var request = new ExportRequest(
                study, Layout.LONG, Reader.PROGRAM, Revisions.CURRENT, rule, ExportRequest.Times.MINUTES);
        Set<String> stored = columns(analysed(study, UnsurePolicy.CATEGORY, AnalysisRequest.Cut.NONE.without(rule)));
        assertEquals(stored, printed(datasets.exported(request), UnsurePolicy.CATEGORY));
        assertNotEquals(stored, columns(analysed(study, UnsurePolicy.CATEGORY)));
    }

    @Test
    void so_are_its_repeats_with_how_steady_raters_are() throws IOException {
        long study = studies.open(
                StudyFixture.plan("safety-short", List.of(StudyPlan.StratumPlan.everyone(RATERS)), RATERS, ITEMS),
                ITEMS,
                Map.of(),
                new Insertions(0, 4, 2));
        simulated.judge(study, SimulatedRaters.Plan.typical(SEED, RATERS), soFar -> {}, () -> false);
        List<StoredEstimate> found = analysed(study, UnsurePolicy.CATEGORY);
        assertTrue(found.stream()
                .anyMatch(e -> e.finding().metric().equals("testRetestAgreement")
                        && e.finding().axis() == null
                        && e.finding().estimate().nRaters() != null
                        && e.finding().estimate().nRaters() >= RATERS / 2));
        assertEquals(
                columns(found),
                printed(datasets.exported(study, Layout.LONG), UnsurePolicy.CATEGORY, "--repeats", "first"));
    }

    private long judgedStudy() {
        long study = studies.open(
                StudyFixture.plan("safety-short", List.of(StudyPlan.StratumPlan.everyone(RATERS)), RATERS, ITEMS - 2),
                ITEMS,
                Map.of(Signal.STRAIGHT_LINING, 3.0));
        simulated.judge(study, SimulatedRaters.Plan.typical(SEED, RATERS), soFar -> {}, () -> false);
        return study;
    }

    private List<StoredEstimate> analysed(long study, UnsurePolicy unsure) {
        return analysed(study, unsure, AnalysisRequest.Cut.NONE);
    }

    private List<StoredEstimate> analysed(long study, UnsurePolicy unsure, AnalysisRequest.Cut cut) {
        long id = runs.queue(
                study,
                new AnalysisRequest(
                        List.of(),
                        List.of("shore"),
                        List.of(unsure),
                        cut,
                        new AnalysisRequest.Method(Set.of(), 50, 40, SEED, false, 0.95)),
                null);
        while (job.runNext()) {}
        AnalysisRun run = runs.find(study, id).orElseThrow();
        assertEquals(AnalysisRun.State.DONE, run.state(), run.failure());
        return estimates.of(id, null);
    }

    private static Set<String> columns(List<StoredEstimate> stored) {
        return stored.stream()
                .map(estimate -> EstimateColumns.of(estimate.finding()).toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> printed(String export, UnsurePolicy unsure, String... more) throws IOException {
        Path file = Datasets.file(folder, "export.csv", export);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = AnalyzeCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Stream.concat(arguments(file, unsure).stream(), Stream.of(more)).toArray(String[]::new));
        assertEquals(0, status, err.toString(StandardCharsets.UTF_8));
        var printed = new TreeSet<String>();
        for (JsonNode row : new ObjectMapper().readTree(out.toByteArray()).get("estimates")) {
            var columns = new ArrayList<String>();
            row.properties()
                    .forEach(e -> columns.add(e.getKey() + "="
                            + (e.getValue().isDouble()
                                    ? String.valueOf(e.getValue().doubleValue())
                                    : e.getValue().asText("null"))));
            // a column of groups in the file is called after the axis
            printed.add(("{" + String.join(", ", columns) + "}").replace("axis=rater_shore,", "axis=shore,"));
        }
        return printed;
    }

    private static List<String> arguments(Path file, UnsurePolicy unsure) {
        return List.of(
                file.toString(),
                "--item",
                "item",
                "--rater",
                "rater",
                "--question",
                "question",
                "--answer",
                "answer",
                "--group-columns",
                "rater_shore",
                "--options",
                "No,Unsure,Yes",
                "--unsafe",
                "Yes",
                "--unsure-option",
                "Unsure",
                "--unsure",
                unsure.label(),
                "--permutations",
                "50",
                "--bootstrap",
                "40",
                "--seed",
                String.valueOf(SEED),
                "--format",
                "json");
    }
}
