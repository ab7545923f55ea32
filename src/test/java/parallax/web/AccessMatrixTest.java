package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Actor;
import parallax.identity.OneTimeLink;
import parallax.identity.Role;
import parallax.rater.Participation;
import parallax.release.Release;
import parallax.release.ReleaseMaking;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.study.Study;

/// Every endpoint × everybody who may ask, with the status that each gets. An endpoint without a line
/// here fails the test.
///
/// The table fills the class "IDOR" of holes found in tools of this kind: a study, an item, a run, an
/// account or a rater's place that is not one's own is not found (404), or a right is missing (403);
/// staff pages lead whoever is not signed in to sign in (303), the API answers 401.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessMatrixTest {
    /// More than there are endpoints, each of which may take one.
    private static final int PLACES = 2_000;

    /// nobody; a rater of another study; another rater of this study; the rater whose items are asked
    /// for; a researcher of another study; an analyst of this study without the right to export; its
    /// researcher with that right; an owner.
    private static final List<String> ASKERS =
            List.of("anonymous", "elsewhere", "beside", "self", "stranger", "analyst", "researcher", "owner");

    @Inject
    World world;

    @Inject
    ReleaseMaking making;

    @Inject
    OneTimeLink links;

    @Inject
    Sql sql;

    private static final World.Rater NOBODY = new World.Rater(
            new Participation(0, 0, "", Participation.State.ARRIVED, null, 0, null, java.time.Instant.EPOCH), "");
    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.OpenStudy elsewhere = new World.OpenStudy(0, "");
    private World.Rater self = NOBODY;
    private World.Rater ratesElsewhere = NOBODY;
    private final Map<String, World.Person> staff = new LinkedHashMap<>();
    private String assignment = "";

    @BeforeEach
    void aStudyAndItsPeople() {
        study = world.open(world.twoShores("Theirs", PLACES, 5), "One.", "Two.", "Three.", "Four.", "Five.");
        elsewhere = world.open(world.twoShores("Another", PLACES, 5), "Uno.", "Due.");
        self = world.admitted(study, "East");
        world.judges(study, self, 0);
        world.judges(study, self, 1);
        String item = world.item(study, self);
        assignment = item.substring(item.lastIndexOf('/') + 1);
        ratesElsewhere = world.admitted(elsewhere, "East");
        staff.put("stranger", world.person(Role.RESEARCHER, "Stranger"));
        staff.put("analyst", world.person(Role.ANALYST, "Analyst"));
        staff.put("researcher", world.person(Role.RESEARCHER, "Researcher"));
        staff.put("owner", world.person(Role.OWNER, "Owner"));
        world.share(elsewhere, person("stranger"), Role.RESEARCHER, true);
        world.share(study, person("analyst"), Role.ANALYST, false);
        world.share(study, person("researcher"), Role.RESEARCHER, true);
        world.crowd(study, "East", 3, 0);
        world.crowd(study, "West", 3, 2);
        assertEquals(
                "",
                making.make(Study.findById(study.id()), Release.How.HAND, Actor.system())
                        .refusal());
    }

    @Test
    void every_endpoint_has_its_line() {
        assertEquals(new TreeSet<>(Endpoints.all()), new TreeSet<>(table().keySet()));
    }

    @Test
    void everybody_gets_what_is_theirs_and_nothing_else() {
        var wrong = new ArrayList<String>();
        table().forEach((endpoint, expected) -> {
            for (int i = 0; i < ASKERS.size(); i++) {
                String asker = ASKERS.get(i);
                int status = ask(asker, endpoint).statusCode();
                if (status != expected.get(i)) {
                    wrong.add(endpoint + " for " + asker + ": " + status + ", not " + expected.get(i));
                }
            }
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void an_endpoint_that_does_not_say_who_may_use_it_is_closed_to_everybody() {
        assertEquals(303, as("anonymous").get(UnannotatedResource.ADDRESS).statusCode());
        assertEquals(403, as("owner").get(UnannotatedResource.ADDRESS).statusCode());
    }

    @Test
    void no_form_is_taken_without_the_pages_token_or_as_another_content_type() {
        var wrong = new ArrayList<String>();
        table().keySet().stream().filter(e -> e.startsWith("POST ")).forEach(endpoint -> {
            String address = address(endpoint);
            String asker = address.startsWith("/s/") ? "self" : "owner";
            int without =
                    as(asker).postFromElsewhere(address, Map.of("agree", "yes")).statusCode();
            int json = as(asker).postAs("application/json", "{}", address).statusCode();
            int spelt = as(asker)
                    .postAs("Application/X-WWW-Form-Urlencoded", "agree=yes", address)
                    .statusCode();
            int plain = as(asker).postAs("text/plain", "a=b", address).statusCode();
            boolean refused =
                    List.of(without, json, spelt, plain).stream().allMatch(status -> status == 400 || status == 415);
            if (!refused) {
                wrong.add(endpoint + " as " + asker + ": " + without + " " + json + " " + spelt + " " + plain);
            }
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void an_item_or_run_of_another_study_is_not_found_under_ones_own() {
        long foreign =
                sql.number("select min(id) from item where study_id = :elsewhere", bind("elsewhere", elsewhere.id()));
        assertEquals(
                404,
                as("researcher")
                        .get("/studies/" + study.id() + "/items/" + foreign)
                        .statusCode());
        String list = as("stranger").get("/api/v1/studies").asString();
        assertFalse(list.contains(study.code()), "a stranger's list names only their studies");
        assertEquals(
                404,
                as("self")
                        .get("/s/" + elsewhere.code() + "/items/" + assignment)
                        .statusCode());
    }

    @Test
    void a_draft_is_hidden_from_raters() {
        long draft = world.draft(world.twoShores("Not yet", 1, 1), person("owner"));
        String code =
                sql.one(row -> row.getString(1), "select code from study where id = :draft", bind("draft", draft));
        assertEquals(404, as("self").get("/s/" + code).statusCode());
    }

    private Response ask(String asker, String endpoint) {
        String address = address(endpoint);
        return switch (endpoint.substring(0, endpoint.indexOf(' '))) {
            case "GET" -> as(asker).get(address);
            case "DELETE" -> as(asker).delete(address);
            case "PUT" -> as(asker).putJson(address, "{}");
            default ->
                address.startsWith("/api/")
                        ? as(asker).postJson(address, "{}")
                        : as(asker).post(address, Map.of());
        };
    }

    /// Sessions are made anew for each request, as some requests end them; so is the other rater, whom
    /// some requests give an item.
    private Browserless as(String asker) {
        var client = Browserless.anonymous();
        return switch (asker) {
            case "anonymous" -> client;
            case "elsewhere" ->
                client.holding("rater-" + elsewhere.code(), ratesElsewhere.session())
                        .holding("rater-" + study.code(), ratesElsewhere.session());
            case "beside" ->
                client.holding(
                        "rater-" + study.code(), world.admitted(study, "West").session());
            case "self" -> client.holding("rater-" + study.code(), world.session(self));
            default -> client.holding("session", world.session(person(asker)));
        };
    }

    private String address(String endpoint) {
        sql.update("delete from sign_in_failure");
        String address = endpoint.substring(endpoint.indexOf(' ') + 1)
                .replace("/accounts/{id}", "/accounts/{account}")
                .replace("{id}", String.valueOf(study.id()))
                .replace("{code}", study.code())
                .replace("{layout}", "long")
                .replace("{assignment}", assignment)
                .replace("{run}", "1")
                .replace("{upload}", "0")
                .replace("{dataset}", "0")
                .replace("{webhook}", "0")
                .replace("{delivery}", "0")
                .replace("{export}", "0")
                .replace("{report}", "1")
                .replace("{analysis}", "1")
                .replace("{session}", "0")
                .replace("{passkey}", "0")
                .replace("{invitation}", "0")
                .replace("{stratum}", "0")
                .replace("{number}", "9")
                .replace("{name}", "none")
                .replace("{key}", "1");
        if (address.contains("{token}")) {
            address = address.replace(
                    "{token}",
                    links.forPassword(person("analyst").id(), Actor.system()).text());
        }
        if (address.contains("{item}")) {
            long item = sql.number("select min(id) from item where study_id = :study", bind("study", study.id()));
            address = address.replace("{item}", String.valueOf(item));
        }
        if (address.contains("{account}")) {
            var member = world.person(Role.ANALYST, "Somebody");
            world.share(study, member, Role.ANALYST, false);
            address = address.replace("{account}", String.valueOf(member.id()));
        }
        return address;
    }

    private World.Person person(String name) {
        return java.util.Objects.requireNonNull(staff.get(name));
    }

    private static List<String> lines() {
        try (InputStream file = AccessMatrixTest.class.getResourceAsStream("/web/access-matrix.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What `web/access-matrix.txt` expects of each endpoint, asker by asker. Posts are empty forms, with the
    /// token, or empty objects of JSON: who may post is told what is missing (422, 400).
    private static Map<String, List<Integer>> table() {
        var table = new LinkedHashMap<String, List<Integer>>();
        lines().forEach(line -> {
            String[] word = line.strip().split("\\s+", -1);
            var expected = new ArrayList<Integer>();
            for (int i = 2; i < word.length; i++) {
                expected.add(Integer.valueOf(word[i]));
            }
            assertEquals(ASKERS.size(), expected.size(), line);
            table.put(word[0] + " " + word[1], expected);
        });
        return table;
    }
}
