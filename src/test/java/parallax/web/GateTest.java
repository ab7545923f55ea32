package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import parallax.analysis.AnalysisJob;
import parallax.analysis.AnalysisPlan;
import parallax.analysis.AnalysisPlans;
import parallax.analysis.PlannedLimit;
import parallax.analysis.PlannedLimit.Bounds;
import parallax.analytics.UnsurePolicy;
import parallax.design.plan.GateCommand;
import parallax.design.plan.PlanText;
import parallax.design.plan.Plans;
import parallax.design.plan.WholePlan;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;
import parallax.study.Study;
import picocli.CommandLine;

/// Limits of a plan, held against a study by command, by the API and on the page.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GateTest {
    private static final int LEAST = 5;
    private static final int SAFE = 0;
    private static final int UNSURE = 1;
    private static final int UNSAFE = 2;

    @Inject
    World world;

    @Inject
    Plans plans;

    @Inject
    AnalysisPlans analyses;

    @Inject
    AnalysisJob job;

    @Inject
    Instance<GateCommand> command;

    @Inject
    ObjectMapper json;

    @TempDir
    Path folder = Path.of("");

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.Person ines = new World.Person(0, "", "");
    private World.Person ana = new World.Person(0, "", "");

    private record Outcome(int status, String out, String err) {}

    /// Of the eastern shore 7 of 9 find unsafe what they read, of the western one 1 of 12, and 6 of everybody else
    /// are unsure.
    @BeforeEach
    void a_study_that_the_shores_judged() {
        study = world.open(
                world.plan(
                        world.introduction("Limits " + System.nanoTime()),
                        World.CONSENT,
                        "safety-short",
                        100,
                        3,
                        LEAST),
                "One.",
                "Two.",
                "Three.");
        world.crowd(study, "East", 7, UNSAFE);
        world.crowd(study, "East", 2, SAFE);
        world.crowd(study, "West", 11, SAFE);
        world.crowd(study, "West", 1, UNSAFE);
        world.crowd(study, "an island", 6, UNSURE);
        ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        ana = world.person(Role.ANALYST, "Ana");
        world.share(study, ana, Role.ANALYST, false);
    }

    @Test
    void the_command_says_by_its_status_whether_every_limit_holds() throws IOException {
        assertEquals(0, gate(limit(1, Bounds.SIMULTANEOUS)).status);
        Outcome fails = gate(limit(0.5, Bounds.SIMULTANEOUS));
        assertEquals(1, fails.status, fails.out + fails.err);
        assertTrue(
                fails.out.lines().anyMatch(line -> line.matches("overall +shore +East +9 +77\\.8 % .* fail .*")),
                fails.out);
        assertTrue(fails.out.endsWith("The gate: fail\n"), fails.out);
        Outcome few = gate(new PlannedLimit("overall", UnsurePolicy.CATEGORY, List.of("shore"), 1, 7, Bounds.SINGLE));
        assertEquals(3, few.status, few.out);
        assertTrue(few.out.contains("6 raters, fewer than 7"), few.out);
        assertEquals(
                1,
                gate(
                                limit(0.5, Bounds.SINGLE),
                                new PlannedLimit("overall", UnsurePolicy.CATEGORY, List.of(), 1, 999, Bounds.SINGLE))
                        .status,
                "what fails fails, whatever else is undecided");
    }

    @Test
    void bounds_that_hold_together_are_wider_and_say_how_they_are_made() throws IOException {
        JsonNode single = json.readTree(gate(List.of("--json"), limit(1, Bounds.SINGLE)).out);
        JsonNode together = json.readTree(gate(List.of("--json"), limit(1, Bounds.SIMULTANEOUS)).out);
        assertEquals(0.95, single.at("/limits/0/confidence").asDouble());
        assertEquals(1 - 0.016666, together.at("/limits/0/confidence").asDouble(), 1e-12, "three groups");
        assertEquals(3, together.at("/limits/0/lines").size());
        for (int group = 0; group < 3; group++) {
            String at = "/limits/0/lines/" + group + "/estimate/interval/high";
            assertTrue(together.at(at).asDouble() > single.at(at).asDouble(), at);
            assertEquals(
                    together.at("/limits/0/confidence").asDouble(),
                    together.at("/limits/0/lines/" + group + "/estimate/interval/confidence")
                            .asDouble());
        }
        String method = together.at("/limits/0/method").asText();
        assertTrue(method.contains("all 3 hold together with at least 95 % (Bonferroni)"), method);
        assertFalse(together.at("/limits/0/planned").asBoolean(true), "the study's own plan has no limit");
    }

    @Test
    void a_build_server_reads_failures_and_never_a_pass_that_was_not_decided() throws Exception {
        Path file = folder.resolve("gate.xml");
        Outcome outcome = gate(
                List.of("--junit", file.toString()),
                new PlannedLimit("overall", UnsurePolicy.DROP, List.of("shore"), 0.8, 7, Bounds.SINGLE));
        assertEquals(1, outcome.status, outcome.err);
        Document xml =
                DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
        assertEquals(3, xml.getElementsByTagName("testcase").getLength());
        assertEquals(1, xml.getElementsByTagName("failure").getLength());
        assertEquals(1, xml.getElementsByTagName("error").getLength(), outcome.out);
        assertEquals(
                "1",
                xml.getDocumentElement()
                        .getElementsByTagName("testsuite")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("failures")
                        .getNodeValue());
    }

    @Test
    void wrong_use_is_told_apart_from_a_limit_that_does_not_hold() throws IOException {
        assertEquals(2, run(folder.resolve("none").toString()).status);
        Outcome empty = gate();
        assertEquals(2, empty.status);
        assertTrue(empty.err.contains("The plan has no limits"), empty.err);
        Path plan = plan(limit(0.5, Bounds.SINGLE));
        assertEquals(2, run(plan.toString(), "--study", "nowhere").status);
        assertEquals(2, run(plan.toString(), "--study", study.code(), "--release", "1").status);
        Outcome unknown = run(
                Files.writeString(
                                folder.resolve("b.yaml"), Files.readString(plan).replace("- shore\n", "- coast\n"))
                        .toString(),
                "--study",
                study.code());
        assertEquals(2, unknown.status);
        assertTrue(unknown.err.contains("/analysis/limits/0/axes/0: no axis has the code coast"), unknown.err);
    }

    @Test
    void the_study_is_found_by_the_plans_title_and_a_release_can_be_held_against_the_limits() throws IOException {
        Path plan = plan(ofEverybody(0.1));
        assertEquals(1, run(plan.toString()).status);
        assertEquals(1, run(plan.toString(), "--stored").status);
        releases();
        Outcome released = run(plan.toString(), "--release", "1");
        assertEquals(1, released.status, released.out + released.err);
        assertEquals(0, run(plan(ofEverybody(0.99)).toString(), "--release", "1").status);
        Outcome hidden = run(plan(limit(1, Bounds.SINGLE)).toString(), "--release", "1");
        assertEquals(3, hidden.status, hidden.out);
        assertTrue(hidden.out.contains("not shown, to protect small groups"), hidden.out);
    }

    @Test
    void staff_have_planned_limits_computed_and_viewers_see_how_a_release_stands() {
        QuarkusTransaction.requiringNew()
                .run(() -> analyses.set(study.id(), planned(limit(0.5, Bounds.SIMULTANEOUS), ofEverybody(0.1))));
        assertEquals(404, api(ana).statusCode(), "no release yet");
        assertEquals("undecided", api(ines).jsonPath().getString("verdict"));
        assertEquals("not computed yet", api(ines).jsonPath().getString("limits[0].lines[0].why"));
        String before = page(ines);
        assertTrue(before.contains("Planned limits") && before.contains("Check the limits now"), before);
        assertEquals(403, post(ana).statusCode());
        assertEquals(303, post(ines).statusCode());
        while (job.runNext()) {}
        assertEquals("fail", api(ines).jsonPath().getString("verdict"));
        assertTrue(api(ines).jsonPath().getBoolean("limits[0].planned"));
        assertTrue(api(ines).jsonPath().getBoolean("upToDate"));
        assertTrue(page(ines).contains("<strong>not kept</strong>"));
        assertFalse(page(ana).contains("77.8"), "nothing of this moment");
        releases();
        world.crowd(study, "East", 1, SAFE);
        assertFalse(api(ines).jsonPath().getBoolean("upToDate"));
        assertEquals(1, api(ana).jsonPath().getInt("release"));
        assertEquals("fail", api(ana).jsonPath().getString("verdict"), api(ana).asString());
        String shown = page(ana);
        assertTrue(shown.contains("<strong>not kept</strong>"), shown);
        assertFalse(shown.contains("Check the limits now"));
    }

    private static PlannedLimit limit(double atMost, Bounds bounds) {
        return new PlannedLimit("overall", UnsurePolicy.CATEGORY, List.of("shore"), atMost, null, bounds);
    }

    private static PlannedLimit ofEverybody(double atMost) {
        return new PlannedLimit("overall", UnsurePolicy.CATEGORY, List.of(), atMost, null, Bounds.SIMULTANEOUS);
    }

    private static AnalysisPlan planned(PlannedLimit... limits) {
        return new AnalysisPlan("overall", List.of(), List.of(), List.of(), List.of(), Arrays.asList(limits), "");
    }

    private Path plan(PlannedLimit... limits) throws IOException {
        WholePlan whole = QuarkusTransaction.requiringNew().call(() -> plans.of(Study.findById(study.id())));
        var withLimits = new WholePlan(
                whole.study(),
                whole.terms(),
                whole.practice(),
                whole.care(),
                whole.panel(),
                whole.retention(),
                planned(limits));
        return Files.writeString(folder.resolve("plan.yaml"), PlanText.yaml(withLimits));
    }

    private Outcome gate(PlannedLimit... limits) throws IOException {
        return gate(List.of(), limits);
    }

    private Outcome gate(List<String> options, PlannedLimit... limits) throws IOException {
        var arguments = new java.util.ArrayList<>(options);
        arguments.addFirst(plan(limits).toString());
        arguments.addAll(List.of("--study", study.code()));
        return run(arguments.toArray(String[]::new));
    }

    private Outcome run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line = new CommandLine(command.get());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status = line.execute(arguments);
        return new Outcome(status, out.toString(), err.toString());
    }

    private void releases() {
        assertEquals(
                303,
                as(ines).post("/studies/" + study.id() + "/releases", Map.of()).statusCode());
    }

    private static Browserless as(World.Person person) {
        return Browserless.anonymous().holding("session", person.session());
    }

    private Response api(World.Person person) {
        return as(person).get("/api/v1/studies/" + study.id() + "/gate");
    }

    private Response post(World.Person person) {
        return as(person).post("/studies/" + study.id() + "/gate", Map.of());
    }

    private String page(World.Person person) {
        return as(person).get("/studies/" + study.id()).asString();
    }
}
