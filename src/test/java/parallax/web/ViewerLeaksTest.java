package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.analysis.AnalysisPlan;
import parallax.analysis.AnalysisPlans;
import parallax.analysis.PlannedLimit;
import parallax.analytics.UnsurePolicy;
import parallax.identity.ApiKeys;
import parallax.identity.Role;
import parallax.judgment.Answers;
import parallax.judgment.Judgments;
import parallax.judgment.Submission;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.study.Rubrics;
import parallax.withdrawal.Withdrawals;

/// Whoever may not read single judgments gets the figures of a release and nothing that moves before the next
/// one: every address that there is, under every way to ask, is the same byte for byte.
///
/// Where a rater takes their data back, one number moves, as it is meant to: how many did since the release.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ViewerLeaksTest {
    private static final int LEAST = 5;
    private static final int SAFE = 0;
    private static final int UNSURE = 1;
    private static final int UNSAFE = 2;

    /// What shows whoever runs a study how far it is, though they may not read single judgments: how many raters
    /// there are and how many left, never what any of them answered.
    private static final Set<String> RUNNING = Set.of(
            "GET /api/v1/studies/{id}/retention",
            "GET /api/v1/studies/{id}/strata",
            "GET /studies/{id}/design",
            "GET /studies/{id}/problems",
            "GET /studies/{id}/retention",
            "GET /studies/{id}/strata",
            "GET /studies/{id}/terms");

    /// Places in addresses where nothing is that a viewer could have.
    private static final List<String> NOTHING = List.of(
            "account",
            "analysis",
            "dataset",
            "delivery",
            "export",
            "invitation",
            "key",
            "name",
            "passkey",
            "report",
            "run",
            "session",
            "stratum",
            "token",
            "upload",
            "webhook");

    @Inject
    World world;

    @Inject
    Judgments judgments;

    @Inject
    Rubrics rubrics;

    @Inject
    Withdrawals withdrawals;

    @Inject
    ApiKeys keys;

    @Inject
    Sql sql;

    @Inject
    AnalysisPlans plans;

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.Person ines = new World.Person(0, "", "");
    private World.Person ana = new World.Person(0, "", "");
    private World.Person dora = new World.Person(0, "", "");
    private String key = "";

    @BeforeEach
    void aStudyWithItsPeople() {
        study = world.open(
                world.plan(world.introduction("Looked at"), World.CONSENT, "safety-short", 100, 3, LEAST),
                "One.",
                "Two.",
                "Three.");
        QuarkusTransaction.requiringNew().run(() -> plans.set(study.id(), limits()));
        ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        ana = world.person(Role.ANALYST, "Ana");
        world.share(study, ana, Role.ANALYST, false);
        dora = world.person(Role.RESEARCHER, "Dora");
        world.share(study, dora, Role.RESEARCHER, false);
        key = keys.create(ines.id(), "A screen on the wall", Set.of("read")).text();
    }

    @Test
    void nothing_that_a_viewer_gets_moves_before_the_next_release() {
        world.crowd(study, "East", 6, UNSAFE);
        world.crowd(study, "West", 8, SAFE);
        world.crowd(study, "an island", 9, UNSURE);
        var last = world.admitted(study, "West");
        world.judges(study, last, SAFE);
        releases();
        Map<String, String> before = seen();
        assertEquals(List.of(), moved(before, seen()), "nothing happened");
        world.crowd(study, "East", 1, SAFE);
        assertEquals(List.of(), moved(before, seen()), "one judgment");
        world.judges(study, last, UNSAFE);
        world.judges(study, last, UNSAFE);
        world.crowd(study, "West", LEAST, UNSAFE);
        assertEquals(List.of(), moved(before, seen()), "as many judgments as a group needs raters");
        revises(last, UNSAFE);
        assertEquals(List.of(), moved(before, seen()), "a revision");
        withdrawals.withdraw(last.participation().id());
        Map<String, String> after = seen();
        assertEquals(List.of(), moved(WithoutWithdrawals.of(before), WithoutWithdrawals.of(after)), "a withdrawal");
        assertTrue(page(ana, "").contains("One rater has taken their data back since"), "the one number that moves");
        world.crowd(study, "East", LEAST, SAFE);
        world.crowd(study, "West", LEAST, SAFE);
        assertEquals(
                List.of(), moved(WithoutWithdrawals.of(before), WithoutWithdrawals.of(seen())), "before the release");
        releases();
        List<String> moved = moved(before, seen());
        for (String address : List.of("", "/overview", "/items", "/overview/overview.csv")) {
            assertTrue(
                    moved.contains("ana GET /studies/" + study.id() + address),
                    "the next release moves " + address + ", of " + moved);
        }
    }

    @Test
    void before_the_first_release_there_is_nothing_to_see_and_nothing_moves() {
        Map<String, String> before = seen();
        world.crowd(study, "East", 2 * LEAST, UNSAFE);
        world.crowd(study, "West", 2 * LEAST, SAFE);
        assertEquals(List.of(), moved(before, seen()));
        for (String place : List.of("", "/overview", "/items", "/items/" + item())) {
            assertTrue(page(ana, place).contains("No release yet"), place);
        }
        for (String place : List.of("/distributions", "/overview", "/distributions?item=" + item())) {
            Response refused = api(ana, place);
            assertEquals(404, refused.statusCode(), place);
            assertTrue(refused.asString().contains("No release"), refused.asString());
        }
        assertTrue(page(ines, "").contains("id=\"n-judgments\">" + 4 * LEAST + "<"), "who reads judgments sees them");
    }

    /// Under one reading of Unsure another group is small: hidden by reading, the shown ones would solve it.
    @Test
    void no_hidden_group_follows_from_two_readings_of_unsure() {
        world.crowd(study, "East", 3, SAFE);
        world.crowd(study, "West", 7, UNSURE);
        world.crowd(study, "an island", 9, SAFE);
        releases();
        List<String> hidden = hidden(api(ana, "/distributions?axis=shore&unsure=category"));
        assertTrue(hidden.containsAll(List.of("East", "West")), hidden::toString);
        assertEquals(hidden, hidden(api(ana, "/distributions?axis=shore&unsure=drop")));
        for (String reading : List.of("category", "drop")) {
            String csv = page(ana, "/overview/overview.csv?axis=shore&unsure=" + reading);
            assertFalse(
                    csv.lines().anyMatch(row -> row.matches(".*,shore,(East|West),.*,false,false")),
                    reading + ": " + csv);
        }
    }

    /// Everybody of an item less the groups that are shown is what the hidden ones answered.
    @Test
    void the_page_of_an_item_shows_no_group_where_one_is_hidden() {
        world.crowd(study, "East", 2, UNSAFE);
        world.crowd(study, "West", 8, SAFE);
        world.crowd(study, "an island", 18, UNSURE);
        releases();
        assertTrue(hidden(api(ana, "/distributions?axis=shore")).containsAll(List.of("East", "West")));
        for (long item : sql.list(
                row -> row.getLong(1), "select id from item where study_id = :study", bind("study", study.id()))) {
            List<String> hidden = hidden(api(ana, "/distributions?axis=shore&item=" + item));
            assertTrue(hidden.containsAll(List.of("East", "West", "Else")), hidden::toString);
            String page = page(ana, "/items/" + item + "?axis=shore");
            assertEquals(hidden.size(), page.split("<td>not shown, to protect small groups</td>", -1).length - 1, page);
        }
    }

    @Test
    void earlier_releases_that_stand_can_be_chosen_and_one_that_was_called_back_cannot() {
        world.crowd(study, "East", 6, UNSAFE);
        world.crowd(study, "East", 6, SAFE);
        world.crowd(study, "West", 6, UNSAFE);
        world.crowd(study, "West", 6, SAFE);
        releases();
        world.crowd(study, "East", 2 * LEAST, UNSAFE);
        world.crowd(study, "West", 2 * LEAST, SAFE);
        releases();
        assertEquals(24, api(ana, "/distributions?release=1").jsonPath().getInt("groups[0].nAnswers"));
        assertEquals(44, api(ana, "/distributions").jsonPath().getInt("groups[0].nAnswers"));
        assertEquals(2, api(ana, "/distributions").jsonPath().getInt("release"));
        assertTrue(page(ana, "?release=1").contains("Release 1, made on"));
        assertTrue(page(ana, "").contains("Release 2, made on"));
        assertTrue(page(ines, "?release=1").contains("Release 1, made on"), "who reads judgments may compare");
        var olga = world.person(Role.OWNER, "Olga");
        Browserless.anonymous()
                .holding("session", olga.session())
                .post("/studies/" + study.id() + "/releases/2/recall", Map.of());
        assertTrue(page(ana, "").contains("Release 1, made on"));
        assertTrue(page(ana, "?release=2").contains("Release 1, made on"));
        assertEquals(404, api(ana, "/distributions?release=2").statusCode());
        assertEquals(24, api(ana, "/overview").jsonPath().getInt("questions[0].everyone.nAnswers"));
    }

    /// What the gate holds the study against: nothing but a release, where viewers ask.
    private static AnalysisPlan limits() {
        return new AnalysisPlan(
                "overall",
                List.of("shore"),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new PlannedLimit(
                                "overall", UnsurePolicy.DROP, List.of("shore"), 0.6, null, PlannedLimit.Bounds.SINGLE),
                        new PlannedLimit(
                                "overall", UnsurePolicy.CATEGORY, List.of(), 0.4, 2, PlannedLimit.Bounds.SIMULTANEOUS)),
                "");
    }

    private void releases() {
        int status = Browserless.anonymous()
                .holding("session", ines.session())
                .post("/studies/" + study.id() + "/releases", Map.of())
                .statusCode();
        assertEquals(303, status, "the release is made");
    }

    /// Everything that the three who may not read single judgments get, by who asks and where: from each address
    /// that answers them, what it answers to every way to ask.
    private Map<String, String> seen() {
        Map<String, String> seen = new TreeMap<>();
        for (String endpoint : Endpoints.all()) {
            if (endpoint.startsWith("GET ")) {
                String address = address(endpoint.substring("GET ".length()));
                look(seen, "ana", address, as(ana)::get);
                if (!RUNNING.contains(endpoint)) {
                    look(seen, "dora", address, as(dora)::get);
                    look(seen, "key", address, this::byKey);
                }
            }
        }
        return seen;
    }

    private void look(Map<String, String> seen, String who, String address, Function<String, Response> asking) {
        Response plain = asking.apply(address);
        seen.put(who + " GET " + address, written(plain));
        if (plain.statusCode() == 200 && address.contains("/studies/" + study.id())) {
            for (String query : List.of(
                    "axis=shore&unsure=category",
                    "axis=shore&unsure=drop",
                    "item=" + item() + "&axis=shore",
                    "release=1")) {
                String asked = address + "?" + query;
                seen.put(who + " GET " + asked, written(asking.apply(asked)));
            }
        }
    }

    private Response byKey(String address) {
        return Browserless.anonymous()
                .request()
                .header("Authorization", "Bearer " + key)
                .get(address);
    }

    private static Browserless as(World.Person person) {
        return Browserless.anonymous().holding("session", person.session());
    }

    private String address(String endpoint) {
        Map<String, String> places = new HashMap<>(Map.of(
                "id",
                String.valueOf(study.id()),
                "code",
                study.code(),
                "item",
                String.valueOf(item()),
                "number",
                "1",
                "layout",
                "long",
                "assignment",
                "00000000-0000-0000-0000-000000000000"));
        NOTHING.forEach(place -> places.put(place, "0"));
        String address = endpoint;
        for (Map.Entry<String, String> place : places.entrySet()) {
            address = address.replace("{" + place.getKey() + "}", place.getValue());
        }
        assertFalse(address.contains("{"), "say here what stands in " + endpoint);
        return address;
    }

    /// Without the token that each page has anew, and when a session was last seen.
    private static String written(Response answer) {
        return answer.statusCode() + " " + answer.header("ETag") + " " + answer.contentType() + "\n"
                + answer.asString()
                        .replaceAll("name=\"csrf-token\" value=\"[^\"]*\"", "")
                        .replaceAll("<td>[0-9]{4}-[0-9]{2}-[0-9]{2},? [0-9:]+[^<]*</td>", "<td>TIME</td>");
    }

    private static List<String> moved(Map<String, String> before, Map<String, String> after) {
        assertEquals(before.keySet(), after.keySet());
        return before.keySet().stream()
                .filter(address -> !Objects.equals(before.get(address), after.get(address)))
                .toList();
    }

    private void revises(World.Rater rater, int option) {
        var chosen = new HashMap<Long, Integer>();
        rubrics.ofStudy(study.id()).asked().forEach(question -> chosen.put(question.id(), option));
        String address = world.items(study, rater).getFirst();
        UUID assignment = UUID.fromString(address.substring(address.lastIndexOf('/') + 1));
        judgments.submit(
                rater.participation().id(),
                new Submission(assignment, UUID.randomUUID(), new Answers(chosen), Submission.Timing.UNKNOWN));
    }

    private long item() {
        return sql.number("select min(id) from item where study_id = :study", bind("study", study.id()));
    }

    private String page(World.Person person, String place) {
        return as(person).get("/studies/" + study.id() + place).asString();
    }

    private Response api(World.Person person, String place) {
        return as(person).get("/api/v1/studies/" + study.id() + place);
    }

    private static List<String> hidden(Response answer) {
        assertEquals(200, answer.statusCode(), answer.asString());
        var hidden = new ArrayList<String>();
        try {
            for (JsonNode group : new ObjectMapper().readTree(answer.asString()).path("groups")) {
                if (group.path("hidden").asBoolean()) {
                    hidden.add(group.path("group").asText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hidden;
    }
}
