package parallax.dataset.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parallax.analysis.AnalysisJob;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisRuns;
import parallax.analysis.Estimates;
import parallax.analysis.StoredEstimate;
import parallax.analytics.UnsurePolicy;
import parallax.dataset.Datasets;
import parallax.dataset.Layout;
import parallax.durability.HoldsInvariants;
import parallax.durability.StudyFixture;
import parallax.judgment.Answers;
import parallax.judgment.Judgments;
import parallax.judgment.Submission;
import parallax.rater.Participation;
import parallax.simulation.SimulatedRaters;
import parallax.store.PostgresResource;
import parallax.study.Answer;
import parallax.study.Rubrics;
import parallax.study.StoredRubric;
import parallax.study.StudyPlan;

/// Answers of every type leave with the long layout, and what is counted of them is counted alike in the
/// application.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExportedTypesTest extends HoldsInvariants {
    private static final String WHY = "He said \"maybe\",\nand left; 😀";

    @Inject
    Judgments judgments;

    @Inject
    Rubrics rubrics;

    @Inject
    Datasets datasets;

    @Inject
    SimulatedRaters simulated;

    @Inject
    AnalysisRuns runs;

    @Inject
    AnalysisJob job;

    @Inject
    Estimates estimates;

    @Test
    void each_option_of_a_set_is_a_row_and_words_have_a_column_of_their_own() throws IOException {
        long study =
                studies.open(StudyFixture.plan("question-types", List.of(StudyPlan.StratumPlan.everyone(2)), 2, 1), 1);
        StoredRubric rubric = rubrics.ofStudy(study);
        Participation rater = studies.admit(study);
        submit(
                rater,
                rubric,
                Map.of(
                        "harmful_advice", new Answer.One(0),
                        "unkind", new Answer.One(1),
                        "severity", new Answer.One(6),
                        "severity_reason", new Answer.Text(WHY),
                        "could_be", new Answer.Several(List.of(2, 0))));
        String export = datasets.exported(study, Layout.LONG);
        List<String> header = List.of(export.lines().findFirst().orElseThrow().split(","));
        assertTrue(header.contains("words"), header.toString());
        assertEquals(
                List.of(
                        "harmful_advice=No",
                        "unkind=Unsure",
                        "Q_overall=Unsure",
                        "who_is_harmed=asker=",
                        "who_is_harmed=near=",
                        "who_is_harmed=group=",
                        "who_is_harmed=public=",
                        "who_is_harmed=nobody=",
                        "severity=7",
                        "severity_reason=",
                        "could_be=acceptable=ticked",
                        "could_be=needs_work=not_ticked",
                        "could_be=unacceptable=ticked",
                        "preferred="),
                rows(export, header));
        assertTrue(export.contains("\"He said \"\"maybe\"\",\nand left; 😀\""), export);
    }

    @Test
    void options_of_sets_and_points_of_scales_are_counted_and_words_are_not() {
        int raters = 24;
        long study = studies.open(
                StudyFixture.plan("question-types", List.of(StudyPlan.StratumPlan.everyone(raters)), raters, 4), 4);
        simulated.judge(study, SimulatedRaters.Plan.typical(5, raters), soFar -> {}, () -> false);
        var request = new AnalysisRequest(
                List.of(),
                List.of(),
                List.of(UnsurePolicy.CATEGORY),
                AnalysisRequest.Cut.NONE,
                new AnalysisRequest.Method(Set.of(), 0, 0, 1, false, 0.95));
        long id = runs.queue(study, request, null);
        while (job.runNext()) {}
        List<StoredEstimate> found = estimates.of(id, null);
        Set<String> questions = found.stream()
                .map(estimate -> String.valueOf(estimate.finding().question()))
                .collect(Collectors.toSet());
        assertTrue(
                questions.containsAll(
                        Set.of("unkind", "Q_overall", "severity", "could_be=acceptable", "who_is_harmed=near")),
                questions.toString());
        assertTrue(questions.stream().noneMatch(Set.of("better_reply", "severity_reason", "could_be")::contains));

        long ticked = sql.number("""
                select count(*) from answer w join question q on q.id = w.question_id
                where w.study_id = :study and q.code = 'could_be' and w.position = 0""", bind("study", study));
        long answered = sql.number("select count(*) from judgment where study_id = :study", bind("study", study));
        double share = found.stream()
                .map(StoredEstimate::finding)
                .filter(finding -> "could_be=acceptable".equals(finding.question()))
                .filter(finding -> "Ticked".equals(finding.level()) && finding.axis() == null)
                .map(finding -> finding.estimate().value())
                .findFirst()
                .orElseThrow();
        assertEquals((double) ticked / answered, share, 1e-12);
    }

    private void submit(Participation rater, StoredRubric rubric, Map<String, Answer> answers) {
        var given = answers.entrySet().stream()
                .collect(Collectors.toMap(
                        a -> rubric.question(a.getKey()).orElseThrow().id(), Map.Entry::getValue));
        var item = assignments.current(rater.id()).orElseThrow();
        judgments.submit(
                rater.id(),
                new Submission(item.key(), UUID.randomUUID(), new Answers(given, Set.of()), Submission.Timing.UNKNOWN));
    }

    /// `question=answer` of each row.
    private static List<String> rows(String export, List<String> header) {
        List<String> rows = new ArrayList<>();
        String line = export.substring(export.indexOf('\n') + 1).replace(WHY.replace("\"", "\"\""), "");
        for (String row : line.lines().toList()) {
            List<String> fields = Arrays.asList(row.split(",", -1));
            rows.add(fields.get(header.indexOf("question")) + "=" + fields.get(header.indexOf("answer")));
        }
        return rows;
    }
}
