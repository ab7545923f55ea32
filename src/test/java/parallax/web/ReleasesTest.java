package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.durability.Violations.violations;
import static parallax.store.Sql.bind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.judgment.Answers;
import parallax.judgment.Judgments;
import parallax.judgment.Submission;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.study.Rubrics;
import parallax.withdrawal.Withdrawals;

/// Releases of a study: what comes into one, what is hidden in it, who makes it and who calls it back.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReleasesTest {
    private static final int LEAST = 5;
    private static final int SAFE = 0;
    private static final int UNSURE = 1;
    private static final int UNSAFE = 2;

    @Inject
    World world;

    @Inject
    Judgments judgments;

    @Inject
    Rubrics rubrics;

    @Inject
    Withdrawals withdrawals;

    @Inject
    Invariants invariants;

    @Inject
    Sql sql;

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.Person ines = new World.Person(0, "", "");
    private World.Person ana = new World.Person(0, "", "");

    @BeforeEach
    void aStudyWithItsPeople() {
        study = world.open(
                world.plan(world.introduction("Released"), World.CONSENT, "safety-short", 100, 2, LEAST),
                "One.",
                "Two.");
        ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        ana = world.person(Role.ANALYST, "Ana");
        world.share(study, ana, Role.ANALYST, false);
    }

    @Test
    void a_release_is_looked_at_made_seen_by_all_and_called_back_by_an_owner() {
        world.crowd(study, "East", 2, UNSAFE);
        world.crowd(study, "West", 8, SAFE);
        world.crowd(study, "an island", 9, UNSURE);
        String preview = page(ines, "/releases/preview").asString();
        assertTrue(preview.contains("hidden: 2, fewer than 5"), preview);
        assertTrue(preview.contains("hidden: 8, so that no small group"), preview);
        assertEquals(403, page(ana, "/releases/preview").statusCode());
        assertEquals(403, post(ana, "/releases").statusCode());
        assertEquals(303, post(ines, "/releases").statusCode());
        String seen = page(ana, "/releases/1").asString();
        assertTrue(seen.contains("hidden") && !seen.contains("fewer than 5"), seen);
        assertTrue(page(ana, "/releases").asString().contains("shown to viewers"));
        assertEquals(403, post(ines, "/releases/1/recall").statusCode());
        var owner = world.person(Role.OWNER, "Olga");
        assertEquals(303, post(owner, "/releases/1/recall").statusCode());
        assertTrue(page(ana, "/releases/1").asString().contains("called back on"));
        assertEquals(0, whole(ana, 1).path("questions").size());
        assertEquals(
                List.of("release.made", "release.called_back"),
                sql.list(
                        row -> row.getString(1),
                        "select action from audit_entry where study_id = :study and action like 'release.%' order by id",
                        bind("study", study.id())));
    }

    /// Under one reading of Unsure another group is small: hidden by reading, the shown ones would solve it.
    @Test
    void who_is_hidden_is_hidden_in_every_reading_question_and_file() {
        world.crowd(study, "East", 3, SAFE);
        world.crowd(study, "West", 7, UNSURE);
        world.crowd(study, "an island", 9, SAFE);
        post(ines, "/releases");
        JsonNode release = whole(ana, 1);
        for (JsonNode question : release.path("questions")) {
            for (JsonNode group : question.path("axes").path(0).path("groups")) {
                boolean hidden = group.path("totals").isNull();
                boolean expected =
                        List.of("East", "West").contains(group.path("group").asText());
                assertTrue(hidden || !expected, group.path("group") + " of " + question.path("question"));
            }
        }
        List<String> estimated = sql.list(row -> row.getString(1), """
                select distinct e.unsure || ' ' || e.group_name from release_estimate e join release r on r.id = e.release_id
                where r.study_id = :study and e.group_name is not null""", bind("study", study.id()));
        assertTrue(estimated.stream().noneMatch(e -> e.endsWith("East") || e.endsWith("West")), estimated::toString);
        String csv = page(ana, "/releases/1/release.csv").asString();
        assertTrue(csv.lines().anyMatch(row -> row.contains(",shore,East,") && row.endsWith(",,,,,true")), csv);
        assertFalse(csv.lines().anyMatch(row -> row.contains(",shore,West,") && row.endsWith("false")), csv);
    }

    /// As many judgments as the least size may be one person's.
    @Test
    void answers_of_one_person_make_no_release_however_many_they_are() {
        world.crowd(study, "East", 6, SAFE);
        world.crowd(study, "West", 6, UNSAFE);
        var last = world.admitted(study, "West");
        world.judges(study, last, SAFE);
        assertEquals(303, post(ines, "/releases").statusCode());
        world.judges(study, last, UNSAFE);
        Response refused = post(ines, "/releases");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.asString().contains("There is nothing new that may be shown"), refused.asString());
        assertEquals(
                409,
                api(ines)
                        .postJson("/api/v1/studies/" + study.id() + "/releases", "{}")
                        .statusCode());
        world.crowd(study, "West", LEAST, UNSAFE);
        world.crowd(study, "East", LEAST - 1, SAFE);
        assertEquals(303, post(ines, "/releases").statusCode());
        JsonNode second = whole(ana, 2);
        assertEquals(6, raters(second, "East"), "four more of the east wait");
        assertEquals(7 + LEAST, raters(second, "West"));
    }

    @Test
    void a_revision_comes_in_with_enough_others() {
        world.crowd(study, "East", 6, SAFE);
        world.crowd(study, "West", 6, SAFE);
        var reviser = world.admitted(study, "East");
        world.judges(study, reviser, SAFE);
        post(ines, "/releases");
        String before = counts(whole(ana, 1), "East");
        revises(reviser, UNSAFE);
        assertEquals(422, post(ines, "/releases").statusCode());
        world.crowd(study, "West", LEAST, SAFE);
        assertEquals(303, post(ines, "/releases").statusCode());
        assertEquals(before, counts(whole(ana, 2), "East"), "the revision of one waits");
        world.crowd(study, "East", LEAST - 1, SAFE);
        assertEquals(303, post(ines, "/releases").statusCode());
        assertFalse(before.equals(counts(whole(ana, 3), "East")));
    }

    @Test
    void what_somebody_took_back_cannot_be_told_from_before_and_after() {
        world.crowd(study, "East", 8, SAFE);
        world.crowd(study, "West", 8, SAFE);
        var leaving = world.admitted(study, "East");
        world.judges(study, leaving, UNSAFE);
        post(ines, "/releases");
        withdrawals.withdraw(leaving.participation().id());
        Response refused = post(ines, "/releases");
        assertEquals(422, refused.statusCode());
        assertTrue(refused.asString().contains("took their data back"), refused.asString());
        assertTrue(page(ana, "/releases/1").asString().contains("One rater has taken their data back since"));
        world.crowd(study, "West", LEAST, SAFE);
        assertEquals(422, post(ines, "/releases").statusCode(), "their own group has none who is new");
        world.crowd(study, "East", LEAST, UNSAFE);
        assertEquals(303, post(ines, "/releases").statusCode());
        assertEquals(8 + LEAST, raters(whole(ana, 2), "East"));
    }

    @Test
    void verify_store_finds_a_release_that_shows_too_much() {
        world.crowd(study, "East", 2, SAFE);
        world.crowd(study, "West", 7, SAFE);
        world.crowd(study, "an island", 9, SAFE);
        post(ines, "/releases");
        assertEquals(List.of(), violations(invariants));
        sql.update("""
                update release_cell set counts = '{}', raters = 7
                where question = '' and group_name = 'West'
                  and release_id = (select id from release where study_id = :study)""", bind("study", study.id()));
        assertTrue(
                violations(invariants).stream().anyMatch(v -> v.sentence().contains("hides a single group of shore")));
        sql.update("delete from release where study_id = :study", bind("study", study.id()));
    }

    private void revises(World.Rater rater, int option) {
        var chosen = new HashMap<Long, Integer>();
        rubrics.ofStudy(study.id()).asked().forEach(question -> chosen.put(question.id(), option));
        String address = world.items(study, rater).getFirst();
        UUID key = UUID.fromString(address.substring(address.lastIndexOf('/') + 1));
        judgments.submit(
                rater.participation().id(),
                new Submission(key, UUID.randomUUID(), new Answers(chosen), Submission.Timing.UNKNOWN));
    }

    private static int raters(JsonNode release, String group) {
        return group(release, 0, group).path("totals").path("raters").asInt(-1);
    }

    private static String counts(JsonNode release, String group) {
        return group(release, 1, group).path("totals").path("counts").toString();
    }

    private static JsonNode group(JsonNode release, int question, String name) {
        for (JsonNode group :
                release.path("questions").path(question).path("axes").path(0).path("groups")) {
            if (group.path("group").asText().equals(name)) {
                return group;
            }
        }
        throw new AssertionError(name + " of " + release);
    }

    private JsonNode whole(World.Person person, int number) {
        try {
            return new ObjectMapper()
                    .readTree(api(person)
                            .get("/api/v1/studies/" + study.id() + "/releases/" + number)
                            .asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Browserless api(World.Person person) {
        return Browserless.anonymous().holding("session", person.session());
    }

    private Response page(World.Person person, String place) {
        return api(person).get("/studies/" + study.id() + place);
    }

    private Response post(World.Person person, String place) {
        return api(person).post("/studies/" + study.id() + place, Map.of());
    }
}
