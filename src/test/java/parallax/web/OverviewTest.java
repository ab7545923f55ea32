package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// All questions at once: the figures are those of the single pages, small groups are marked in every cell and
/// hidden in every cell of a release, and page, file and API say the same.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OverviewTest {
    private static final int THRESHOLD = 5;
    private static final int SAFE = 0;
    private static final int UNSAFE = 2;

    @Inject
    World world;

    @Test
    void each_cell_is_what_the_page_of_its_question_says_and_its_difference_is_from_everyone_else() {
        var study = study();
        world.crowd(study, "East", 24, UNSAFE);
        world.crowd(study, "East", 6, SAFE);
        world.crowd(study, "West", 3, UNSAFE);
        world.crowd(study, "West", 27, SAFE);
        var ines = researcher(study);
        JsonNode overview = json(api(ines, study, "/overview"));
        JsonNode single = json(api(ines, study, "/distributions?axis=shore"));
        String overall = single.path("question").asText();
        JsonNode east = cell(overview, overall, "East");
        assertEquals(0.8, value(east, "pUnsafe"));
        assertEquals(named(single.path("groups"), "East").path("pUnsafe"), east.path("pUnsafe"));
        assertEquals(24 / 30.0 - 3 / 30.0, value(east, "difference"), 1e-12);
        assertEquals(-value(east, "difference"), value(cell(overview, overall, "West"), "difference"), 1e-12);
        double p = east.path("p").asDouble(2);
        double adjusted = east.path("pAdjusted").asDouble(2);
        assertTrue(p <= adjusted && adjusted <= 0.05, p + " adjusted " + adjusted);
        assertTrue(cell(overview, overall, "Everyone").path("difference").isNull());

        String page = page(ines, study, "/overview");
        assertTrue(page.contains("80.0 %") && page.contains("+70.0"), page);
        assertTrue(page.contains("class=\"mark-filled\""), "the plot fills what is clear");
        List<String> csv = page(ines, study, "/overview/overview.csv").lines().toList();
        assertEquals(
                "question,axis,group,unsure,raters,answers,p_unsafe,p_unsafe_low,p_unsafe_high,difference,difference_low,"
                        + "difference_high,p,p_adjusted,hidden,not_for_showing",
                csv.getFirst());
        assertTrue(
                csv.stream().anyMatch(row -> row.startsWith(overall + ",shore,East,category,30,30,0.8,")),
                csv::toString);
    }

    /// Whoever subtracts learns nothing of a group that is hidden: no share, no difference, no count.
    @Test
    void a_small_group_and_one_more_are_hidden_in_every_cell_of_page_file_and_api() {
        var study = study();
        world.crowd(study, "East", THRESHOLD - 1, UNSAFE);
        world.crowd(study, "West", 2 * THRESHOLD, SAFE);
        world.crowd(study, "an island", 3 * THRESHOLD, SAFE);
        var researcher = researcher(study);
        assertTrue(page(researcher, study, "/overview").contains("; not for showing"));
        JsonNode marked = json(api(researcher, study, "/overview?axis=shore"));
        for (JsonNode question : marked.path("questions")) {
            String code = question.path("question").asText();
            for (String group : List.of("East", "West")) {
                JsonNode cell = cell(marked, code, group);
                assertTrue(
                        cell.path("notForShowing").asBoolean()
                                && cell.path("nRaters").asInt() > 0,
                        cell::toString);
            }
            assertFalse(cell(marked, code, "Else").path("notForShowing").asBoolean());
        }
        assertEquals(
                303,
                Browserless.anonymous()
                        .holding("session", researcher.session())
                        .post("/studies/" + study.id() + "/releases", Map.of())
                        .statusCode());
        var ines = world.person(Role.ANALYST, "Ana");
        world.share(study, ines, Role.ANALYST, false);
        JsonNode overview = json(api(ines, study, "/overview?axis=shore"));
        assertFalse(overview.path("questions").isEmpty());
        for (JsonNode question : overview.path("questions")) {
            String code = question.path("question").asText();
            for (String group : List.of("East", "West")) {
                JsonNode cell = cell(overview, code, group);
                assertTrue(cell.path("hidden").asBoolean(), group);
                for (String key : List.of("nRaters", "nAnswers", "pUnsafe", "difference", "p", "pAdjusted")) {
                    assertTrue(cell.path(key).isNull(), cell::toString);
                }
            }
            assertFalse(cell(overview, code, "Else").path("hidden").asBoolean());
        }
        assertTrue(page(ines, study, "/overview").contains("shade-hidden"));
        String csv = page(ines, study, "/overview/overview.csv");
        assertTrue(csv.contains(",shore,East,category,,,,,,,,,,,true"), csv);
    }

    @Test
    void with_too_few_raters_in_all_everybody_is_marked() {
        var study = study();
        world.crowd(study, "East", THRESHOLD - 1, UNSAFE);
        JsonNode overview = json(api(researcher(study), study, "/overview"));
        JsonNode question = overview.path("questions").path(0);
        assertTrue(question.path("everyone").path("notForShowing").asBoolean());
        assertTrue(named(question.path("groups"), "East").path("notForShowing").asBoolean());
    }

    @Test
    void a_study_that_nobody_has_judged_yet_says_so_and_a_wrong_word_is_refused() {
        var study = study();
        var ines = researcher(study);
        assertTrue(page(ines, study, "/overview").contains("No difference could be tested yet."));
        assertEquals(400, api(ines, study, "/overview?unsure=perhaps").statusCode());
        assertEquals(404, api(ines, study, "/overview?axis=nowhere").statusCode());
        assertTrue(page(ines, study, "/overview?axis=nowhere&question=none&unsure=x")
                .contains("No difference"));
    }

    private World.OpenStudy study() {
        return world.open(
                world.plan(world.introduction("All at once"), World.CONSENT, "safety-short", 100, 1, THRESHOLD),
                "One.",
                "Two.",
                "Three.",
                "Four.",
                "Five.",
                "Six.");
    }

    private World.Person researcher(World.OpenStudy study) {
        var ines = world.person(Role.RESEARCHER, "Ines");
        boolean exports = true;
        world.share(study, ines, Role.RESEARCHER, exports);
        return ines;
    }

    private static Response api(World.Person person, World.OpenStudy study, String address) {
        return Browserless.anonymous()
                .holding("session", person.session())
                .get("/api/v1/studies/" + study.id() + address);
    }

    private static String page(World.Person person, World.OpenStudy study, String address) {
        Response answer =
                Browserless.anonymous().holding("session", person.session()).get("/studies/" + study.id() + address);
        assertEquals(200, answer.statusCode());
        return answer.asString();
    }

    private static JsonNode json(Response answer) {
        assertEquals(200, answer.statusCode());
        try {
            return new ObjectMapper().readTree(answer.asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode cell(JsonNode overview, String question, String group) {
        for (JsonNode one : overview.path("questions")) {
            if (one.path("question").asText().equals(question)) {
                return group.equals("Everyone") ? one.path("everyone") : named(one.path("groups"), group);
            }
        }
        throw new AssertionError("no question " + question);
    }

    private static JsonNode named(JsonNode groups, String name) {
        for (JsonNode group : groups) {
            if (group.path("group").asText().equals(name)) {
                return group;
            }
        }
        throw new AssertionError("no group " + name);
    }

    private static double value(JsonNode cell, String key) {
        return cell.path(key).path("value").asDouble(Double.NaN);
    }
}
