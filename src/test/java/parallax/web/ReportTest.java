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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.analysis.AnalysisPlan;
import parallax.analysis.AnalysisPlans;
import parallax.analysis.PlannedLimit;
import parallax.analytics.UnsurePolicy;
import parallax.identity.Role;
import parallax.report.document.ReportCommand;
import parallax.report.document.VerifyReportCommand;
import parallax.store.PostgresResource;
import parallax.stories.World;
import parallax.study.Introduction;
import picocli.CommandLine;

/// The report of a release: the release's figures and nothing else, in a file that stands by itself and can be
/// checked.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReportTest {
    private static final int LEAST = 5;
    private static final int SAFE = 0;
    private static final int UNSURE = 1;
    private static final int UNSAFE = 2;
    private static final String HOSTILE = "</style><script>alert(1)</script><!-- manifest -->&";

    @Inject
    World world;

    @Inject
    AnalysisPlans plans;

    @Inject
    Instance<ReportCommand> command;

    @Inject
    ObjectMapper json;

    @TempDir
    Path folder = Path.of("");

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.Person ines = new World.Person(0, "", "");
    private World.Person ana = new World.Person(0, "", "");

    private record Outcome(int status, String out, String err) {}

    /// Nine of the east, three of the west and so hidden, and eight elsewhere.
    @BeforeEach
    void a_study_with_a_release() {
        Introduction told = world.introduction(HOSTILE);
        study = world.open(
                world.plan(told, World.CONSENT, "safety-short", 100, 3, LEAST), "One." + HOSTILE, "Two.", "Three.");
        QuarkusTransaction.requiringNew().run(() -> plans.set(study.id(), planned()));
        world.crowd(study, "East", 7, UNSAFE);
        world.crowd(study, "East", 2, SAFE);
        world.crowd(study, "West", 3, SAFE);
        world.crowd(study, "an island", 8, UNSURE);
        ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        ana = world.person(Role.ANALYST, "Ana");
        world.share(study, ana, Role.ANALYST, false);
        assertEquals(303, as(ines).post(at("/releases"), Map.of()).statusCode());
    }

    @Test
    void a_report_says_what_was_found_of_whom_and_how_and_holds_no_script() {
        Response answer = as(ana).get(at("/releases/1/report.html"));
        assertEquals(200, answer.statusCode());
        String page = answer.asString();
        assertTrue(answer.header("Content-Disposition").endsWith("-report-1.html\""));
        for (String said : List.of(
                "What was found",
                "of 20 answers were unsafe (95 % interval",
                "for items and raters like these; 20 raters, 3 items; pooled share, two-way cluster interval",
                "What raters agreed to, version 1",
                World.CONSENT,
                "Deviations from the plan of analysis",
                "each against everyone else, not against each other",
                "Groups of fewer than 5 raters are hidden",
                "Nobody has taken their data back since.",
                "20 raters")) {
            assertTrue(page.contains(said), said + " in " + page);
        }
        assertFalse(page.contains("<script"), "what people wrote is text");
        assertEquals(1, page.split("<!-- manifest -->", -1).length - 1);
        assertFalse(page.contains("http://") || page.contains("https://"), "nothing is fetched, nothing is linked");
    }

    @Test
    void it_tells_no_more_than_the_release() throws IOException {
        String page = as(ana).get(at("/releases/1/report.html")).asString();
        JsonNode report = json.readTree(
                        as(ana).get(at("/releases/1/report.json")).asString())
                .path("report");
        for (JsonNode claim : report.path("claims")) {
            boolean hidden = claim.path("sentence").asText().contains("nothing is shown");
            assertEquals(claim.path("estimate").isNull(), hidden, claim.toString());
            assertTrue(hidden || !claim.path("group").asText().equals("West"), claim.toString());
        }
        JsonNode shown = json.readTree(
                as(ana).get("/api/v1/studies/" + study.id() + "/distributions?question=overall&axis=shore")
                        .asString());
        JsonNode figures = report.path("figures").path(1).path("category");
        assertEquals(shown, figures, "the release's figures, digit by digit");
        assertEquals(page, as(ines).get(at("/releases/1/report.html")).asString(), "staff get the same");
        world.crowd(study, "East", 1, SAFE);
        assertEquals(page, as(ana).get(at("/releases/1/report.html")).asString(), "and nothing moves it");
        assertEquals(404, as(ana).get(at("/releases/2/report.html")).statusCode());
        var stranger = world.person(Role.RESEARCHER, "Stranger");
        assertEquals(404, as(stranger).get(at("/releases/1/report.json")).statusCode());
        var owner = world.person(Role.OWNER, "Olga");
        as(owner).post(at("/releases/1/recall"), Map.of());
        for (String form : List.of("html", "json")) {
            assertEquals(404, as(owner).get(at("/releases/1/report." + form)).statusCode(), "called back");
        }
    }

    @Test
    void programs_get_it_and_the_planned_limits_stand_in_it() throws IOException {
        JsonNode report = json.readTree(as(ana).get("/api/v1/studies/" + study.id() + "/releases/1/report")
                .asString());
        assertEquals("parallax-report/1", report.path("format").asText());
        assertEquals(
                "undecided",
                report.at("/protocol/limits/verdict").asText(),
                report.at("/protocol").toString());
        List<JsonNode> compared = new java.util.ArrayList<>();
        report.at("/protocol/compared").forEach(compared::add);
        assertTrue(compared.stream()
                .anyMatch(line -> line.path("part").asText().equals("metric")
                        && line.path("planned").asText().equals("krippendorffAlpha")
                        && !line.path("kept").asBoolean(true)));
        assertTrue(compared.stream()
                .anyMatch(line -> line.path("part").asText().equals("question")
                        && line.path("kept").isNull()));
        assertEquals(3, report.path("items").size());
    }

    @Test
    void the_command_writes_what_anybody_can_check() throws IOException {
        Path page = folder.resolve("report.html");
        Path data = folder.resolve("report.json");
        for (Path file : List.of(page, data)) {
            Outcome written = run(command.get(), study.code(), "--out", file.toString());
            assertEquals(0, written.status, written.err);
            Outcome known = run(new VerifyReportCommand(), file.toString());
            assertEquals(0, known.status, known.err);
            assertTrue(known.out.contains("release 1 of study " + study.code()), known.out);
        }
        Path csv = Files.writeString(
                folder.resolve("release.csv"),
                as(ana).get(at("/releases/1/release.csv")).asString());
        Path whole = Files.writeString(
                folder.resolve("release.json"),
                as(ana).get(at("/releases/1/release.json")).asString());
        assertEquals(0, run(new VerifyReportCommand(), page.toString(), csv.toString(), whole.toString()).status);
        String text = Files.readString(page);
        String fingerprint =
                run(new VerifyReportCommand(), page.toString()).out.replaceAll("(?s).*(ed25519:[0-9a-f]+).*", "$1");
        assertTrue(
                as(ines).get(at("/export/datasets")).asString().contains(fingerprint)
                        || as(ines).get(at("/export")).asString().contains(fingerprint),
                fingerprint);
        Files.writeString(page, text.replaceFirst("of 20 answers", "of 21 answers"));
        Outcome changed = run(new VerifyReportCommand(), page.toString());
        assertEquals(1, changed.status);
        assertTrue(changed.err.contains("report.html is not as it was"), changed.err);
        assertEquals(1, run(command.get(), study.code(), "--release", "9", "--out", page.toString()).status);
        assertEquals(2, run(command.get(), study.code()).status);
    }

    private static AnalysisPlan planned() {
        return new AnalysisPlan(
                "overall",
                List.of("shore"),
                List.of(UnsurePolicy.CATEGORY),
                List.of("pUnsafe", "krippendorffAlpha"),
                List.of(new AnalysisPlan.PlannedContrast("shore", "East", "West")),
                List.of(new PlannedLimit(
                        "overall", UnsurePolicy.CATEGORY, List.of("shore"), 1, null, PlannedLimit.Bounds.SINGLE)),
                "We expect the east to be stricter. " + HOSTILE);
    }

    private static Outcome run(Callable<Integer> verb, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line = new CommandLine(verb);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int status = line.execute(arguments);
        return new Outcome(status, out.toString(), err.toString());
    }

    private static Browserless as(World.Person person) {
        return Browserless.anonymous().holding("session", person.session());
    }

    private String at(String place) {
        return "/studies/" + study.id() + place;
    }
}
