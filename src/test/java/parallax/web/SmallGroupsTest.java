package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.release.Suppression;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// Groups under a study's threshold cannot be read, on pages or by the API, nor worked out from what is
/// shown, by whoever may not read single judgments; whoever may sees them marked.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SmallGroupsTest {
    private static final int THRESHOLD = 5;

    @Inject
    World world;

    @Test
    void hidden_groups_cannot_be_solved_from_shown_totals() {
        var random = new Random(20260101);
        for (int round = 0; round < 20_000; round++) {
            int threshold = 1 + random.nextInt(12);
            List<Integer> raters =
                    random.ints(1 + random.nextInt(7), 0, 25).boxed().toList();
            Set<Integer> hidden = Suppression.hidden(raters, threshold);
            int present = (int) raters.stream().filter(n -> n > 0).count();
            int sum = hidden.stream().mapToInt(raters::get).sum();
            String what = raters + ", threshold " + threshold + ": hidden " + hidden;
            IntStream.range(0, raters.size())
                    .filter(g -> raters.get(g) > 0 && raters.get(g) < threshold)
                    .forEach(g -> assertTrue(hidden.contains(g), what));
            boolean everybody = hidden.size() == present;
            assertTrue(
                    hidden.isEmpty() || everybody || (hidden.size() >= 2 && sum >= threshold),
                    "total minus shown leaves one group, or too few raters: " + what);
        }
    }

    @Test
    void a_small_group_and_one_more_are_marked_for_whoever_reads_judgments_and_hidden_from_others() {
        var study = study();
        world.crowd(study, "East", THRESHOLD - 1, 2);
        world.crowd(study, "West", 2 * THRESHOLD, 0);
        world.crowd(study, "an island", 3 * THRESHOLD, 0);
        var ines = reader(study);
        var seen = distributions(ines, study);
        assertTrue(marked(seen, "East"));
        assertTrue(marked(seen, "West"), "the smallest other group is marked with it");
        assertFalse(marked(seen, "Else"));
        assertFalse(marked(seen, "Everyone"));
        assertEquals(1.0, unsafe(group(seen, "East")), "marked, and shown");
        String page = page(ines, study);
        assertEquals(2, page.split("<td>not for showing, to protect small groups", -1).length - 1, page);
        assertTrue(page.contains("You may read individual judgments, so you see every group"), page);

        var ana = viewer(study, ines);
        var groups = distributions(ana, study);
        assertTrue(hidden(groups, "East"));
        assertTrue(hidden(groups, "West"), "the smallest other group is hidden with it");
        assertFalse(hidden(groups, "Else"));
        assertFalse(hidden(groups, "Everyone"));
        String theirs = page(ana, study);
        assertEquals(2, theirs.split("<td>not shown, to protect small groups</td>", -1).length - 1, theirs);
        assertFalse(theirs.contains("East: No"), "the chart tells no share of a hidden group");
    }

    @Test
    void nobody_who_only_looks_is_shown_a_single_person_even_where_the_study_allows_it() {
        var study = world.open(world.twoShores("One is enough", 30, 1), "A reply.");
        world.crowd(study, "East", 1, 2);
        world.crowd(study, "West", 4, 0);
        world.crowd(study, "an island", 5, 0);
        var ines = reader(study);
        assertEquals(1.0, unsafe(group(distributions(ines, study), "East")));
        assertTrue(hidden(distributions(viewer(study, ines), study), "East"));
    }

    @Test
    void with_too_few_raters_in_all_everybody_is_marked_and_no_release_is_made() {
        var study = study();
        world.crowd(study, "East", THRESHOLD - 1, 2);
        var ines = reader(study);
        var groups = distributions(ines, study);
        assertTrue(marked(groups, "East") && marked(groups, "Everyone"));
        Response refused = client(ines).post("/studies/" + study.id() + "/releases", Map.of());
        assertEquals(422, refused.statusCode());
    }

    @Test
    void who_may_not_read_judgments_sees_the_release_and_who_may_sees_each_judgment_at_once() {
        var study = study();
        world.crowd(study, "West", 2 * THRESHOLD - 1, 0);
        var ines = reader(study);
        var ana = viewer(study, ines);
        assertEquals(2 * THRESHOLD - 1, judgments(ana, study));
        world.crowd(study, "West", THRESHOLD, 2);
        assertEquals(2 * THRESHOLD - 1, judgments(ana, study), "until the next release");
        assertEquals(3 * THRESHOLD - 1, judgments(ines, study));
        assertTrue(client(ana)
                .get("/studies")
                .asString()
                .contains("<td class=\"number\">" + (2 * THRESHOLD - 1) + "</td>"));
        assertTrue(client(ines)
                .get("/studies")
                .asString()
                .contains("<td class=\"number\">" + (3 * THRESHOLD - 1) + "</td>"));
    }

    @Test
    void the_api_pages_by_key_and_its_distributions_equal_the_counts() {
        var study = study();
        world.crowd(study, "West", 6, 0);
        world.crowd(study, "East", 6, 2);
        var ines = reader(study);
        String at = "/api/v1/studies/" + study.id();
        var seen = new java.util.ArrayList<Long>();
        long after = 0;
        while (true) {
            List<Number> ids = api(ines, at + "/judgments?limit=5&after=" + after)
                    .jsonPath()
                    .getList("id");
            if (ids.isEmpty()) {
                break;
            }
            ids.forEach(id -> seen.add(id.longValue()));
            after = seen.getLast();
        }
        assertEquals(12, seen.size());
        assertEquals(seen.stream().distinct().sorted().toList(), seen);
        assertEquals(400, api(ines, at + "/judgments?limit=0").statusCode());
        assertEquals(400, api(ines, at + "/judgments?limit=1001").statusCode());
        List<Map<String, Object>> groups = distributions(ines, study);
        assertEquals(12, number(group(groups, "Everyone").get("nAnswers")).intValue());
        assertEquals(0.5, unsafe(group(groups, "Everyone")));
        assertEquals(1.0, unsafe(group(groups, "East")));
        assertEquals(0.0, unsafe(group(groups, "West")));
    }

    private World.OpenStudy study() {
        return world.open(
                world.plan(world.introduction("Small groups"), World.CONSENT, "safety-short", 100, 1, THRESHOLD),
                "A reply.");
    }

    private World.Person reader(World.OpenStudy study) {
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.share(study, ines, Role.RESEARCHER, true);
        return ines;
    }

    /// Somebody who may not read single judgments, and a release for them to see.
    private World.Person viewer(World.OpenStudy study, World.Person maker) {
        assertEquals(
                303,
                client(maker)
                        .post("/studies/" + study.id() + "/releases", Map.of())
                        .statusCode());
        var ana = world.person(Role.ANALYST, "Ana");
        world.share(study, ana, Role.ANALYST, false);
        return ana;
    }

    private long judgments(World.Person person, World.OpenStudy study) {
        return Long.parseLong(page(person, study).replaceAll("(?s).*id=\"n-judgments\">([0-9]+)<.*", "$1"));
    }

    private static String page(World.Person person, World.OpenStudy study) {
        return client(person).get("/studies/" + study.id()).asString();
    }

    private static Browserless client(World.Person person) {
        return Browserless.anonymous().holding("session", person.session());
    }

    private List<Map<String, Object>> distributions(World.Person person, World.OpenStudy study) {
        Response answer = api(person, "/api/v1/studies/" + study.id() + "/distributions?axis=shore");
        assertEquals(200, answer.statusCode());
        return answer.jsonPath().getList("groups");
    }

    private static Response api(World.Person person, String address) {
        return client(person).get(address);
    }

    private static boolean hidden(List<Map<String, Object>> groups, String name) {
        Map<String, Object> group = group(groups, name);
        boolean hidden = Boolean.TRUE.equals(group.get("hidden"));
        if (hidden) {
            assertEquals(null, group.get("nAnswers"));
            assertEquals(List.of(), group.get("shares"));
            assertEquals(null, group.get("nRaters"));
            assertEquals(null, group.get("pUnsafe"));
        }
        return hidden;
    }

    private static boolean marked(List<Map<String, Object>> groups, String name) {
        Map<String, Object> group = group(groups, name);
        assertEquals(false, group.get("hidden"));
        assertNotNull(group.get("nRaters"), name);
        return Boolean.TRUE.equals(group.get("notForShowing"));
    }

    private static Map<String, Object> group(List<Map<String, Object>> groups, String name) {
        Map<String, Object> found = groups.stream()
                .filter(g -> name.equals(g.get("group")))
                .findFirst()
                .orElse(null);
        assertNotNull(found, name + " of " + groups);
        return found;
    }

    private static double unsafe(Map<String, Object> group) {
        Map<?, ?> pUnsafe = (Map<?, ?>) Objects.requireNonNull(group.get("pUnsafe"));
        return number(pUnsafe.get("value")).doubleValue();
    }

    private static Number number(@Nullable Object value) {
        return (Number) Objects.requireNonNull(value);
    }
}
