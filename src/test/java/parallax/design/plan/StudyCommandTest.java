package parallax.design.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;
import parallax.study.Study;
import parallax.study.StudyMember;
import picocli.CommandLine;

/// The verb `study` as a person types it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class StudyCommandTest {
    @Inject
    World world;

    @Inject
    Instance<CheckPlanCommand> check;

    @Inject
    Instance<CreateStudyCommand> create;

    @Inject
    Instance<DiffPlansCommand> diff;

    @Inject
    Instance<ExportPlanCommand> export;

    @TempDir
    Path folder = Path.of("");

    private record Outcome(int status, String out, String err) {}

    @Test
    void a_plan_is_checked_made_a_study_written_out_and_compared() throws IOException {
        WholePlan plan = new RandomPlans(7).plan();
        Path file = written("plan.yaml", PlanText.yaml(plan));
        assertEquals("The plan breaks no rule.\n", run(check.get(), file.toString()).out);
        World.Person ines = world.person(Role.RESEARCHER, "Ines");
        Outcome made = run(create.get(), file.toString(), "--for", ines.email());
        assertEquals(0, made.status, made.err);
        String id = made.out.lines().findFirst().orElseThrow().replaceAll("\\D+", "");
        assertEquals(1, StudyMember.count("studyId = ?1 and accountId = ?2", Long.parseLong(id), ines.id()));
        assertEquals(PlanText.yaml(plan), run(export.get(), id).out);
        assertEquals(PlanText.json(plan), run(export.get(), id, "--json").out);
        assertEquals(new Outcome(0, "", ""), run(diff.get(), id, file.toString()));
        Path other = written("other.json", PlanText.json(plan.titled("Another")));
        Outcome differs = run(diff.get(), id, other.toString());
        assertEquals(1, differs.status);
        assertTrue(differs.out.startsWith("/title: ") && differs.out.endsWith(" → \"Another\"\n"), differs.out);
        assertEquals(1, differs.out.lines().count(), differs.out);
        assertEquals(
                "", run(diff.get(), Study.<Study>findById(Long.parseLong(id)).code(), file.toString()).out);
    }

    @Test
    void what_is_wrong_is_said_on_a_line_each() throws IOException {
        Path file = written("broken.yaml", "title: 1\nrubric: {template: mine}\n");
        for (PlanCommand command : new PlanCommand[] {check.get(), create.get()}) {
            Outcome refused = run(command, file.toString());
            assertEquals(1, refused.status);
            assertEquals("", refused.out);
            assertEquals("""
                    line 1, /consent: is missing
                    line 1, /raters: is missing
                    line 1, /title: must be text (in quotes, if it looks like a number), not 1
                    line 2, /rubric/template: must be one of safety-short, dices-350, dices-990, preference, question-types,\
                     not the text “mine”
                    """, refused.err);
        }
        assertEquals(
                "There is no study with the code or id 'nowhere'.\n", run(diff.get(), "nowhere", file.toString()).err);
        assertEquals(1, run(export.get(), "nowhere").status);
        assertEquals(1, run(check.get(), folder.resolve("none").toString()).status);
        Path right = written("right.yaml", PlanText.yaml(new RandomPlans(3).plan()));
        assertEquals(
                "There is no account for nobody@x.example.\n",
                run(create.get(), right.toString(), "--for", "nobody@x.example").err);
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Outcome run(PlanCommand command, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status = line.execute(arguments);
        String told = command instanceof CheckPlanCommand || command instanceof CreateStudyCommand
                ? err.toString().replaceAll("(?m)^Before it can be published: .*\\R", "")
                : err.toString();
        return new Outcome(status, out.toString(), told);
    }
}
