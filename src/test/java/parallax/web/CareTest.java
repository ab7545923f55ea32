package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.study.Signal;

/// Signals and exclusions as pages and the API have them: told beforehand, looked at first, and no way to
/// what a few raters answered.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CareTest {
    private static final int THRESHOLD = 5;

    @Inject
    World world;

    @Inject
    Sql sql;

    @Test
    void a_researcher_chooses_for_a_draft_what_raters_then_read_and_the_page_and_the_api_agree() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        var client = Browserless.anonymous().holding("session", ines.session());
        long draft = world.draft(world.twoShores("Careful", 5, 2), ines);
        String at = "/studies/" + draft + "/signals";
        var wrong = client.post(at, Map.of("signal", "speed", "speedFrom", "2"));
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.asString().contains("is raised from a number above 0 and up to 1."), wrong.asString());
        assertEquals(
                303,
                client.post(at, Map.of("signal", "speed", "speedFrom", "0.4")).statusCode());
        assertEquals(0.4f, (float) client.get("/api/v1" + at).path("watched.speed"));
        assertTrue(client.get("/studies/" + draft + "/design").asString().contains("your own usual pace"));
        assertEquals(204, client.postJson("/api/v1" + at, "{\"attention\": 2}").statusCode());
        assertEquals(400, client.postJson("/api/v1" + at, "{\"haste\": 2}").statusCode());
        assertEquals(2f, (float) client.get("/api/v1" + at).path("watched.attention"));
    }

    @Test
    void an_exclusion_is_made_looked_at_retired_and_asked_for_by_page_and_api_alike() {
        var study =
                world.openLooking(world.twoShores("Ruled", 20, 2), Map.of(Signal.STRAIGHT_LINING, 2.0), "One.", "Two.");
        world.crowd(study, "East", 3, 1);
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        var client = Browserless.anonymous().holding("session", ines.session());
        String at = "/studies/" + study.id() + "/exclusions";
        var typed = Map.of("name", "long-runs", "signal", "straightLining", "straightLiningFrom", "1", "needs", "any");
        var looked = client.post(at + "/effect", typed);
        assertEquals(200, looked.statusCode());
        assertTrue(looked.asString().contains("shore: East"), looked.asString());
        assertEquals(List.of(), client.get("/api/v1" + at).path("$"), "looking makes nothing");
        assertEquals(303, client.post(at, typed).statusCode());
        assertEquals(422, client.post(at, typed).statusCode(), "the name is taken");
        assertEquals(List.of("straightLining ≥ 1"), client.get("/api/v1" + at).path("rule"));
        assertEquals(3, (int) client.get("/api/v1" + at + "/long-runs/effect").path("groups[0].ratersOut"));
        String header = client.get("/studies/" + study.id() + "/export/long.csv?exclude=long-runs")
                .asString();
        assertEquals(1, header.lines().count(), "everybody is left out of this export");
        assertEquals(
                404,
                client.get("/studies/" + study.id() + "/export/long.csv?exclude=none")
                        .statusCode());
        String analyses = "/api/v1/studies/" + study.id() + "/analyses";
        var asked = client.postJson(analyses + "?exclude=long-runs", "{\"permutations\": 0}");
        assertEquals(
                "all current judgments; without raters excluded by “long-runs” (straightLining ≥ 1)",
                asked.path("filter"));
        assertEquals(
                303, client.post(at + "/rules/long-runs/retirement", Map.of()).statusCode());
        assertEquals(
                400,
                client.postJson(analyses + "?exclude=long-runs", "{}").statusCode(),
                "a retired one is not asked for");
        assertEquals(
                204, client.postJson("/api/v1" + at + "/long-runs/return", "{}").statusCode());
        assertEquals(202, client.postJson(analyses + "?exclude=long-runs", "{}").statusCode());
    }

    @Test
    void results_are_shown_with_and_without_an_exclusion_to_those_who_may_read_judgments() {
        var study = world.openLooking(
                world.twoShores("With and without", 20, 1), Map.of(Signal.PANEL_FLAG, 1.0), "One.", "Two.");
        world.crowd(study, "East", 2, 0);
        var flagged = world.admitted(study, "East");
        world.judges(study, flagged, 2);
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        var client = Browserless.anonymous().holding("session", ines.session());
        String api = "/api/v1/studies/" + study.id();
        client.postJson(
                api + "/panel-flags", "{\"ids\": [\"" + flagged.participation().pseudonym() + "\"]}");
        String at = "/studies/" + study.id();
        assertFalse(client.get(at).asString().contains("Leave out raters by"), "there is no exclusion yet");
        client.postJson(api + "/exclusions", "{\"name\": \"flagged\", \"conditions\": {\"panelFlag\": 1}}");
        String everybody = client.get(at).asString();
        assertTrue(everybody.contains("flagged: panelFlag ≥ 1"), everybody);
        assertTrue(everybody.contains("All current judgments; question"), everybody);
        String without = client.get(at + "?exclude=flagged").asString();
        assertTrue(
                without.contains("All current judgments, without raters excluded by “flagged” (panelFlag ≥ 1)"),
                without);
        assertTrue(without.contains(at + "/exclusions/rules/flagged"), without);
        String shares = "/distributions?axis=shore";
        assertEquals(3, (int) client.get(api + shares).path("groups[0].nRaters"));
        assertEquals(2, (int) client.get(api + shares + "&exclude=flagged").path("groups[0].nRaters"));
        assertEquals(0f, (float) client.get(api + shares + "&exclude=flagged").path("groups[0].pUnsafe.value"));
        assertEquals(400, client.get(api + shares + "&exclude=none").statusCode());

        String overview = client.get(at + "/overview?exclude=flagged").asString();
        assertTrue(overview.contains("All current judgments, without raters excluded by “flagged”"), overview);
        assertTrue(overview.contains("&amp;exclude=flagged\">Download as CSV"), overview);
        String csv = client.get(at + "/overview/overview.csv?exclude=flagged").asString();
        assertTrue(csv.contains("Everyone,category,2,2,0.0,"), csv);
        assertTrue(client.get(at + "/overview/overview.csv").asString().contains("Everyone,category,3,3,"));
        assertEquals(3, (int) client.get(api + "/overview").path("questions[0].everyone.nRaters"));
        assertEquals(2, (int) client.get(api + "/overview?exclude=flagged").path("questions[0].everyone.nRaters"));

        long item = sql.number(
                "select item_id from judgment where participation_id = :rater",
                bind("rater", flagged.participation().id()));
        int answers = client.get(api + "/distributions?item=" + item).path("groups[0].nAnswers");
        assertEquals(answers - 1, (int)
                client.get(api + "/distributions?exclude=flagged&item=" + item).path("groups[0].nAnswers"));
        assertEquals(404, client.get(api + "/distributions?item=999999999").statusCode());
        String items = client.get(at + "/items?exclude=flagged").asString();
        assertTrue(items.contains("These figures are without the raters"), items);
        String ofEverybody = client.get(at + "/items").asString();
        assertNotEquals(figures(ofEverybody), figures(items), "one answer is left out of the list");
        assertTrue(items.contains("/items/" + item + "?question="), items);
        String page = client.get(at + "/items/" + item + "?exclude=flagged").asString();
        assertTrue(page.contains("These figures are without the raters"), page);
        assertFalse(client.get(at + "/items/" + item).asString().contains("These figures are without the raters"));

        var anna = world.person(Role.RESEARCHER, "Anna");
        world.share(study, anna, Role.RESEARCHER, false);
        var other = Browserless.anonymous().holding("session", anna.session());
        assertFalse(other.get(at + "?exclude=flagged").asString().contains("without raters excluded"));
        assertEquals(403, other.get(api + shares + "&exclude=flagged").statusCode());
        assertEquals(403, other.get(api + "/overview?exclude=flagged").statusCode());
        for (String results : List.of("/overview", "/items", "/items/" + item)) {
            String seen = other.get(at + results + "?exclude=flagged").asString();
            assertFalse(seen.contains("without raters excluded") || seen.contains("Leave out raters by"), results);
        }
        assertEquals(
                404, other.get(at + "/overview/overview.csv?exclude=flagged").statusCode(), "there is no release yet");
        client.postJson(api + "/exclusions/flagged/retirement", "{}");
        assertFalse(client.get(at + "?exclude=flagged").asString().contains("without raters excluded"));
    }

    /// The numbers of a list of items, without its links.
    private static String figures(String page) {
        return page.substring(page.indexOf("<tbody>"), page.indexOf("</tbody>"))
                .replaceAll("<a [^>]*>", "")
                .replaceAll("\\s+", " ");
    }

    @Test
    void what_an_exclusion_would_change_is_for_those_who_may_read_judgments() {
        var plan = world.plan(world.introduction("Few"), World.CONSENT, "safety-short", 30, 2, THRESHOLD);
        var study = world.openLooking(plan, Map.of(Signal.PANEL_FLAG, 1.0), "One.", "Two.");
        world.crowd(study, "East", 2 * THRESHOLD, 1);
        world.crowd(study, "West", THRESHOLD - 1, 0);
        var one = world.admitted(study, "East");
        world.judges(study, one, 2);
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        var reader = Browserless.anonymous().holding("session", ines.session());
        var anna = world.person(Role.RESEARCHER, "Anna");
        world.share(study, anna, Role.RESEARCHER, false);
        var client = Browserless.anonymous().holding("session", anna.session());
        String api = "/api/v1/studies/" + study.id();
        String flag = "{\"ids\": [\"" + one.participation().pseudonym() + "\"]}";
        assertEquals(204, client.postJson(api + "/panel-flags", flag).statusCode());
        String rule = "{\"name\": \"flagged\", \"conditions\": {\"panelFlag\": 1}}";
        assertEquals(403, client.postJson(api + "/exclusions", rule).statusCode());
        assertEquals(201, reader.postJson(api + "/exclusions", rule).statusCode());
        var effect = reader.get(api + "/exclusions/flagged/effect");
        for (String group : List.of("everybody", "shore: East")) {
            assertEquals(1, (int) effect.path("groups.find { it.group == '" + group + "' }.ratersOut"), group);
        }
        assertTrue((boolean) effect.path("groups.find { it.group == 'shore: West' }.notForShowing"));
        for (String address : List.of("/exclusions", "/exclusions/flagged/effect", "/analyses")) {
            var refused = client.get(api + address);
            assertEquals(403, refused.statusCode(), address);
            assertTrue(refused.asString().contains("needs the right to export"), refused.asString());
        }
        var asked = client.postJson(api + "/analyses?exclude=flagged", "{}");
        assertEquals(403, asked.statusCode(), "an analysis without one rater tells what that rater answered");
        assertEquals(403, client.get(api + "/signals").statusCode(), "who is flagged needs the right to export");
        String page = client.get("/studies/" + study.id() + "/signals").asString();
        assertFalse(page.contains(one.participation().pseudonym()), page);
    }
}
