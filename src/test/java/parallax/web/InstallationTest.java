package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Actor;
import parallax.identity.Installation;
import parallax.identity.InstallationCommand;
import parallax.identity.InstallationRules;
import parallax.identity.Role;
import parallax.identity.Ruling;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.stories.World.OpenStudy;
import parallax.stories.World.Person;
import picocli.CommandLine;

/// What an owner rules for every study: the least size of a group that is shown.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class InstallationTest {
    private static final int OF_STUDY = 5;
    private static final int RULED = 9;

    @Inject
    World world;

    @Inject
    Installation installation;

    @Inject
    Instance<InstallationCommand> command;

    @Inject
    Sql sql;

    private Person olga;

    @BeforeEach
    void olga_owns_the_installation() {
        olga = world.person(Role.OWNER, "Olga");
    }

    @AfterEach
    void others_find_the_usual_rules() {
        installation.rule(new Ruling(1, false), null, Actor.system());
    }

    @Test
    void a_greater_least_group_holds_for_a_study_that_exists_on_its_pages_and_by_the_api() {
        OpenStudy study = fiveIsEnough();
        OpenStudy before = fiveIsEnough();
        Person designer = world.person(Role.RESEARCHER, "Ines");
        world.share(study, designer, Role.RESEARCHER, true);
        Person viewer = world.person(Role.ANALYST, "Ada");
        world.share(study, viewer, Role.ANALYST, false);
        world.share(before, viewer, Role.ANALYST, false);
        releases(olga, before);
        assertEquals(List.of(), hidden(viewer, before));
        assertEquals(List.of(), marked(designer, study));
        assertEquals(200, rule(Map.of("leastGroup", "" + RULED)).statusCode());
        releases(designer, study);
        assertEquals(List.of("East", "West"), hidden(viewer, study));
        assertEquals(List.of("East", "West"), marked(designer, study));
        assertEquals(List.of("East", "West"), marked(olga, study));
        for (Person person : List.of(designer, viewer, olga)) {
            assertEquals(
                    RULED,
                    client(person)
                            .get("/api/v1/studies/" + study.id())
                            .jsonPath()
                            .getInt("minGroup"));
        }
        String theirs = client(viewer).get("/studies/" + study.id()).asString();
        assertTrue(theirs.contains("Groups of fewer than " + RULED + " raters are hidden"), theirs);
        String page = client(designer).get("/studies/" + study.id()).asString();
        assertTrue(page.contains("have fewer than " + RULED + " raters"), page);
        assertTrue(client(designer)
                .get("/studies/" + study.id() + "/design")
                .asString()
                .contains("9, as on the whole installation (the study itself says 5)"));
        world.crowd(study, "an island", RULED - 1, 0);
        Response refused = client(designer).post("/studies/" + study.id() + "/releases", Map.of());
        assertEquals(422, refused.statusCode(), "eight are new, and the rule says nine");
        assertTrue(client(viewer).get("/help").asString().contains("On this installation no study shows groups"));
    }

    @Test
    void a_study_that_asks_for_less_is_refused_with_words() {
        installation.rule(Ruling.leastGroup(RULED), null, Actor.system());
        Map<String, String> study = Map.of(
                "title",
                "Too small",
                "consent",
                "I agree.",
                "minutes",
                "5",
                "raters",
                "5",
                "replication",
                "2",
                "itemsPerRater",
                "2",
                "minGroup",
                "5");
        Response refused = client(olga).post("/studies/new", study);
        assertEquals(422, refused.statusCode());
        assertTrue(
                refused.asString()
                        .contains(
                                "The smallest group shown must be at least 9: an owner of this installation rules that for every study."),
                refused.asString());
        var enough = new java.util.HashMap<>(study);
        enough.put("minGroup", "9");
        assertEquals(303, client(olga).post("/studies/new", enough).statusCode());
    }

    @Test
    void whoever_only_looks_is_never_shown_a_single_person_whatever_is_ruled() {
        OpenStudy study = world.open(world.twoShores("One is enough", 30, 1), "A reply.");
        world.crowd(study, "East", 1, 2);
        world.crowd(study, "West", 4, 0);
        world.crowd(study, "an island", 5, 0);
        Person viewer = world.person(Role.ANALYST, "Ada");
        world.share(study, viewer, Role.ANALYST, false);
        assertEquals(200, rule(Map.of("leastGroup", "1")).statusCode());
        releases(olga, study);
        assertTrue(hidden(viewer, study).contains("East"));
    }

    @Test
    void owners_rule_on_a_page_by_the_api_and_by_command_and_the_trail_says_so() {
        String page = client(olga).get("/installation").asString();
        assertTrue(page.contains("name=\"leastGroup\""), page);
        assertEquals(200, rule(Map.of("leastGroup", "3")).statusCode());
        int version = InstallationRules.inForce().version();
        assertEquals(
                409,
                rule(Map.of("leastGroup", "4", "version", "" + (version - 1))).statusCode());
        assertEquals(
                200, rule(Map.of("leastGroup", "4", "version", "" + version)).statusCode());
        for (String wrong : List.of("0", "1001", "x", "")) {
            assertEquals(422, rule(Map.of("leastGroup", wrong)).statusCode(), wrong);
        }
        String at = "/api/v1/installation";
        assertEquals(4, client(olga).get(at).jsonPath().getInt("leastGroup"));
        assertEquals(
                6, client(olga).putJson(at, "{\"leastGroup\": 6}").jsonPath().getInt("leastGroup"));
        assertEquals(400, client(olga).putJson(at, "{\"leastGroup\": 0}").statusCode());
        assertEquals(400, client(olga).putJson(at, "{\"least\": 3}").statusCode());
        assertEquals(0, new CommandLine(command.get()).execute("--least-group", "7"));
        assertEquals(2, new CommandLine(command.get()).execute("--least-group", "0"));
        assertEquals(7, sql.number("select least_group from installation_rules"));
        List<String> told = sql.list(
                row -> row.getString(1),
                "select detail ->> 'least-group' from audit_entry where action = 'installation.ruled' order by id desc limit 4");
        assertEquals(List.of("6 -> 7", "4 -> 6", "3 -> 4", "1 -> 3"), told);
    }

    private Response rule(Map<String, String> form) {
        return client(olga).post("/installation", form);
    }

    private OpenStudy fiveIsEnough() {
        OpenStudy study = world.open(
                world.plan(world.introduction("Five is enough"), "I agree.", "safety-short", 60, 1, OF_STUDY),
                "A reply.");
        world.crowd(study, "East", RULED - 1, 2);
        world.crowd(study, "West", 2 * RULED, 0);
        world.crowd(study, "an island", 3 * RULED, 0);
        return study;
    }

    private static void releases(Person person, OpenStudy study) {
        assertEquals(
                303,
                client(person)
                        .post("/studies/" + study.id() + "/releases", Map.of())
                        .statusCode());
    }

    private static List<String> hidden(Person person, OpenStudy study) {
        return groups(person, study, "hidden");
    }

    private static List<String> marked(Person person, OpenStudy study) {
        assertEquals(List.of(), hidden(person, study));
        return groups(person, study, "notForShowing");
    }

    private static List<String> groups(Person person, OpenStudy study, String key) {
        JsonPath shown = client(person)
                .get("/api/v1/studies/" + study.id() + "/distributions?axis=shore")
                .jsonPath();
        List<Map<String, Object>> groups = shown.getList("groups");
        assertFalse(groups.isEmpty());
        return groups.stream()
                .filter(group -> Boolean.TRUE.equals(group.get(key)))
                .map(group -> String.valueOf(group.get("group")))
                .sorted()
                .toList();
    }

    private static Browserless client(Person person) {
        return Browserless.anonymous().holding("session", person.session());
    }
}
