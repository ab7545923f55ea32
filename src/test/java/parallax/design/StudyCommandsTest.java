package parallax.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.assignment.Assignments;
import parallax.assignment.ProblemReports;
import parallax.assignment.ProblemsCommand;
import parallax.dataset.items.GradeItemsCommand;
import parallax.identity.Role;
import parallax.rater.EraseCommand;
import parallax.report.EstimatesCommand;
import parallax.report.ExclusionsCommand;
import parallax.signal.SignalsCommand;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.study.Study;
import picocli.CommandLine;

/// The commands about one study, as a person types them: by its code or its id, and with what pages can
/// do.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StudyCommandsTest {
    @Inject
    World world;

    @Inject
    Assignments assignments;

    @Inject
    ProblemReports problems;

    @Inject
    ObjectMapper json;

    @Inject
    Sql sql;

    @TempDir
    Path folder = Path.of("");

    private long draft;
    private String code = "";

    private record Outcome(int status, String out, String err) {}

    @BeforeEach
    void a_draft() {
        draft = world.draft(world.twoShores("By hand", 5, 2), world.person(Role.OWNER, "Olga"));
        code = Study.<Study>findById(draft).code();
        world.item(draft, 0, "one", "Advice", "Is that a good idea?", "One.");
        world.item(draft, 1, "two", "Advice", "Is that a good idea?", "Two.");
    }

    @Test
    void every_command_about_a_study_takes_its_code_and_its_id_and_knows_no_other() {
        for (Class<?> command : List.of(
                SignalsCommand.class,
                ExclusionsCommand.class,
                TermsCommand.class,
                PracticeCommand.class,
                AttentionCommand.class,
                ProblemsCommand.class,
                StateCommand.class,
                StrataCommand.class,
                EstimatesCommand.class)) {
            Outcome byCode = run(command, code);
            assertEquals(0, byCode.status, command + byCode.err);
            if (command != EstimatesCommand.class) {
                assertEquals(byCode, run(command, Long.toString(draft)), command.toString());
            }
            assertEquals(
                    new Outcome(1, "", "There is no study with the code or id 'nowhere'.\n"),
                    run(command, "nowhere"),
                    command.toString());
        }
        for (String study : List.of(code, Long.toString(draft))) {
            assertEquals(0, run(EraseCommand.class, "--study", study, "--days", "30").status);
            assertEquals(0, run(AuditTrailCommand.class, "--study", study).status);
            assertEquals(0, run(GradeItemsCommand.class, study, "one", "mild").status);
        }
        assertEquals(1, run(EraseCommand.class, "--study", "nowhere", "--days", "30").status);
        assertEquals(1, run(AuditTrailCommand.class, "--study", "nowhere").status);
    }

    @Test
    void what_raters_are_told_and_what_comes_first_go_out_to_a_file_and_in_again() throws IOException {
        Path file = folder.resolve("terms.json");
        Files.writeString(
                file,
                run(TermsCommand.class, code)
                        .out
                        .replace(World.CONSENT, "You may stop.")
                        .replace("0000 111", "0000 222"));
        Outcome set = run(TermsCommand.class, code, "--set", file.toString());
        assertEquals(0, set.status, set.err);
        assertEquals(
                "You may stop.",
                json.readTree(run(TermsCommand.class, code).out)
                        .get("statement")
                        .asText());
        assertEquals(1, run(TermsCommand.class, code, "--set", file.toString()).status, "it changed meanwhile");
        Files.writeString(file, "{\"statement\": \"\", \"helplines\": \"call\"}");
        Outcome refused = run(TermsCommand.class, code, "--set", file.toString());
        assertTrue(refused.err.contains("A study needs a consent statement."), refused.err);
        assertTrue(refused.err.contains("Line 1 of the helplines"), refused.err);

        Files.writeString(
                file, "{\"questions\": [{\"prompt\": \"Who?\", \"options\": [\"She\", \"He\"], \"right\": 0}]}");
        assertEquals(0, run(PracticeCommand.class, code, "--set", file.toString()).status);
        assertEquals(
                "Who?",
                json.readTree(run(PracticeCommand.class, code).out)
                        .at("/questions/0/prompt")
                        .asText());
        Outcome missing =
                run(PracticeCommand.class, code, "--set", folder.resolve("none").toString());
        assertTrue(missing.err.contains("cannot be read"), missing.err);
        assertEquals(1, audited("study.practice_set"));
        assertEquals(1, audited("study.terms_set"));
    }

    @Test
    void attention_items_and_rates_are_set_by_command() throws IOException {
        Path file = folder.resolve("attention.json");
        String item =
                "{\"kind\": \"instructed\", \"reply\": \"Choose Yes.\", \"question\": \"%s\", \"answer\": \"%s\"}";
        String question = firstQuestion();
        Files.writeString(file, item.formatted(question, "none"));
        assertTrue(
                run(AttentionCommand.class, code, "--add", file.toString()).err.contains("answer is one of"));
        Files.writeString(file, item.formatted(question, firstAnswer(question)));
        Outcome added = run(AttentionCommand.class, code, "--add", file.toString());
        assertEquals(0, added.status, added.err);
        assertEquals(0, run(AttentionCommand.class, code, "--attention-every", "4").status);
        assertEquals(0, run(AttentionCommand.class, code, "--repeat-every", "8", "--repeat-after", "3").status);
        var printed = json.readTree(run(AttentionCommand.class, code).out);
        assertEquals(4, printed.at("/insertions/attentionEvery").asInt());
        assertEquals(8, printed.at("/insertions/repeatEvery").asInt());
        assertEquals(1, run(AttentionCommand.class, code, "--attention-every", "1").status);
        String id = printed.at("/items/0/id").asText();
        assertEquals(0, run(AttentionCommand.class, code, "--remove", id).status);
        assertTrue(run(AttentionCommand.class, code, "--remove", id).err.contains("no attention item"));
    }

    @Test
    void signals_are_chosen_panels_flags_noted_and_exclusions_ruled_by_command() throws IOException {
        assertEquals(0, run(SignalsCommand.class, code, "--look-at", "panelFlag=1,straightLining=9").status);
        assertTrue(run(SignalsCommand.class, code, "--look-at", "haste=1").err.contains("There is no signal “haste”."));
        var study = world.published(draft);
        assertTrue(run(SignalsCommand.class, code, "--look-at-none").err.contains("can no longer be changed"));
        var rater = world.admitted(study, "East");
        world.judges(study, rater, 0);
        Path flagged = Files.writeString(
                folder.resolve("flagged"), rater.participation().pseudonym() + "\n");
        assertEquals(0, run(SignalsCommand.class, code, "--flag", flagged.toString()).status);
        assertTrue(run(SignalsCommand.class, code).out.contains(",1.0,true"));

        String[] make = {code, "--make", "flagged", "--with", "panelFlag=1"};
        assertEquals(0, run(ExclusionsCommand.class, make).status);
        assertTrue(run(ExclusionsCommand.class, make).err.contains("There is an exclusion of that name"));
        assertTrue(run(ExclusionsCommand.class, code, "--make", "fast", "--with", "speed=0.5")
                .err
                .contains("does not look at"));
        assertEquals(
                "name,leaves_out,state\nflagged,panelFlag ≥ 1,in use\n",
                run(ExclusionsCommand.class, code).out.replace("\r", ""));
        assertTrue(run(ExclusionsCommand.class, code, "--effect", "flagged").out.contains(",everybody,1,1,1,1,"));
        assertEquals(0, run(ExclusionsCommand.class, code, "--retire", "flagged").status);
        assertTrue(run(ExclusionsCommand.class, code).out.contains("retired"));
        assertEquals(0, run(ExclusionsCommand.class, code, "--take-up", "flagged").status);
        assertTrue(run(ExclusionsCommand.class, code, "--retire", "none").err.contains("no exclusion “none”"));
        assertEquals(0, run(SignalsCommand.class, code, "--take-back", flagged.toString()).status);
        for (String action : List.of("exclusion.created", "exclusion.retired", "exclusion.taken_up", "signals.set")) {
            assertEquals(1, audited(action), action);
        }
        assertEquals(2, audited("panel_flags.set"));
    }

    @Test
    void items_are_graded_and_reported_problems_read_and_handled_by_command() {
        assertEquals(0, run(GradeItemsCommand.class, code, "one", "severe", "--topic").status);
        assertTrue(run(GradeItemsCommand.class, code, "one", "awful").err.contains("not 'awful'"));
        assertTrue(run(GradeItemsCommand.class, code, "three", "mild").err.contains("no item 'three'"));
        assertEquals(
                2,
                sql.number(
                        "select count(*) from item where study_id = :study and severity = 'severe'",
                        bind("study", draft)));
        var study = world.published(draft);
        var rater = world.admitted(study, "East");
        var held = assignments.current(rater.participation().id()).orElseThrow();
        assertTrue(problems.report(held, ProblemReports.Reason.UNREADABLE, "Half of it is missing."));
        List<String> rows = run(ProblemsCommand.class, code).out.lines().toList();
        assertEquals(2, rows.size());
        String id = rows.get(1).substring(0, rows.get(1).indexOf(','));
        assertEquals(0, run(ProblemsCommand.class, code, "--handled", id).status);
        assertEquals(1, run(ProblemsCommand.class, code, "--handled", id).status);
        assertEquals(0, run(ProblemsCommand.class, code, "--reopen", id).status);
        assertEquals(1, audited("problem.handled"));
    }

    @Test
    void a_study_is_published_paused_closed_and_opened_again_by_command() {
        assertEquals(new Outcome(0, "draft\n", ""), run(StateCommand.class, code));
        assertTrue(run(StateCommand.class, code, "closed").err.contains("A study that is draft cannot become closed."));
        assertTrue(run(StateCommand.class, code, "live").err.contains("not 'live'"));
        for (String next : List.of("open", "paused", "open", "closed", "open")) {
            assertEquals(new Outcome(0, "", ""), run(StateCommand.class, code, next));
            assertEquals(next + "\n", run(StateCommand.class, code).out);
        }
        assertEquals(1, audited("study.published"));
    }

    @Test
    void what_stands_in_the_way_of_publishing_is_said_by_command() {
        long empty = world.draft(world.twoShores("Without items", 5, 2), world.person(Role.OWNER, "Otto"));
        String sentence = "The study has no items yet: add your own conversations, or generate some with a model.";
        assertEquals(new Outcome(0, "draft\n", sentence + "\n"), run(StateCommand.class, Long.toString(empty)));
        assertEquals(new Outcome(1, "", sentence + "\n"), run(StateCommand.class, Long.toString(empty), "open"));
    }

    @Test
    void strata_are_read_raised_closed_and_opened_by_command() {
        List<String> rows = run(StrataCommand.class, code).out.lines().toList();
        assertEquals("id,label,target,booked,replication,closed", rows.getFirst());
        String first = rows.get(1).substring(0, rows.get(1).indexOf(','));
        String[] more = {code, "--stratum", first, "--target", "7", "--replication", "1001", "--closed", "true"};
        assertTrue(run(StrataCommand.class, more).err.contains("once the study is published"));
        world.published(draft);
        assertEquals(new Outcome(0, "", ""), run(StrataCommand.class, more));
        String raised = run(StrataCommand.class, code).out.lines().toList().get(1);
        assertTrue(raised.endsWith(",7,0,1001,true"), raised);
        assertTrue(run(StrataCommand.class, code, "--stratum", first, "--closed", "false", "--target", "6")
                .err
                .contains("7 or more"));
        assertTrue(run(StrataCommand.class, code).out.lines().toList().get(1).endsWith("true"), "nothing half done");
        assertEquals(0, run(StrataCommand.class, code, "--stratum", first, "--closed", "false").status);
        assertTrue(run(StrataCommand.class, code, "--stratum", "0", "--target", "9")
                .err
                .contains("no stratum 0"));
        assertEquals(2, run(StrataCommand.class, code, "--target", "9").status, "which one?");
        assertEquals(1, audited("stratum.raised"));
        assertEquals(1, audited("stratum.closed"));
    }

    private String firstQuestion() {
        return sql.one(
                row -> row.getString(1),
                "select q.code from question q join rubric r on r.id = q.rubric_id where r.study_id = :study order by q.position limit 1",
                bind("study", draft));
    }

    private String firstAnswer(String question) {
        return sql.one(row -> row.getString(1), """
                select o.code from answer_option o
                join question q on q.id = o.question_id join rubric r on r.id = q.rubric_id
                where r.study_id = :study and q.code = :question
                order by o.position limit 1""", bind("study", draft), bind("question", question));
    }

    private long audited(String action) {
        return sql.number(
                "select count(*) from audit_entry where study_id = :study and action = :action",
                bind("study", draft),
                bind("action", action));
    }

    /// A command is a process of its own, which remembers nothing of the one before.
    private static <T> Outcome run(Class<T> command, String... arguments) {
        ManagedContext request = Arc.container().requestContext();
        request.terminate();
        request.activate();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(Arc.container().instance(command).get())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, failed, parsed) -> {
                    failed.getErr().println(failure.getMessage());
                    return 1;
                });
        int status = line.execute(arguments);
        return new Outcome(status, out.toString(), err.toString());
    }
}
