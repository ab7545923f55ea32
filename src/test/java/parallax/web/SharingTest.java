package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.durability.TestClock;
import parallax.identity.Role;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.stories.World.OpenStudy;
import parallax.stories.World.Person;

/// Whoever shares a study learns of no address whether somebody has an account under it.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SharingTest {
    @Inject
    World world;

    @Inject
    Sql sql;

    @Inject
    TestClock clock;

    @Inject
    Invariants invariants;

    private Person ada;
    private Person dan;
    private String nobody = "";
    private OpenStudy study;

    @BeforeEach
    void ada_has_a_study_and_dan_an_account() {
        ada = world.person(Role.RESEARCHER, "Ada");
        dan = world.person(Role.ANALYST, "Dan");
        nobody = dan.email()
                .replace(dan.email().substring(8, 44), UUID.randomUUID().toString());
        study = world.open(world.twoShores("Shared", 2, 1), ada, "One.");
    }

    @Test
    void the_page_answers_alike_for_an_address_with_an_account_and_one_without() {
        for (Map<String, String> more : List.of(
                Map.of("role", "analyst"),
                Map.of("role", "researcher", "mayExport", "on"),
                Map.of("role", "analyst", "members", ""),
                Map.of("role", "analyst", "members", dan.id() + ":0 "),
                Map.of("role", "x"))) {
            assertEquals(
                    told(shareOnPage(nobody, more), nobody),
                    told(shareOnPage(dan.email(), more), dan.email()),
                    more.toString());
        }
        String page = client(ada).get(design()).asString();
        assertEquals(row(page, nobody), row(page, dan.email()));
        assertEquals(0, sql.number("select count(*) from study_member where account_id = :dan", bind("dan", dan.id())));
    }

    @Test
    void programs_are_answered_alike_too() {
        String at = "/api/v1/studies/" + study.id() + "/members";
        for (String body :
                List.of("{'email': '%s', 'role': 'analyst'}", "{'email': '%s', 'role': 'king'}", "{'email': '%s'}")) {
            String json = body.replace('\'', '"');
            Response known = client(ada).postJson(at, json.formatted(dan.email()));
            Response unknown = client(ada).postJson(at, json.formatted(nobody));
            assertEquals(told(unknown, nobody), told(known, dan.email()), body);
        }
        List<Map<String, Object>> invited = client(ada).get(at).jsonPath().getList("invitations");
        assertEquals(
                List.of(dan.email(), nobody).stream().sorted().toList(),
                invited.stream()
                        .map(i -> String.valueOf(i.get("email")))
                        .sorted()
                        .toList());
    }

    @Test
    void an_invitation_waits_until_its_holder_accepts_it() {
        shareOnPage(dan.email(), Map.of("role", "analyst", "mayExport", "on"));
        assertEquals(404, client(dan).get("/studies/" + study.id()).statusCode());
        String page = client(dan).get("/studies").asString();
        assertTrue(page.contains("analyst, with the right to read"), page);
        long id = invitation();
        assertEquals(
                404,
                client(world.person(Role.ANALYST, "Eve"))
                        .post(acceptance(id), Map.of())
                        .statusCode());
        assertEquals(303, client(dan).post(acceptance(id), Map.of()).statusCode());
        assertEquals(200, client(dan).get("/studies/" + study.id()).statusCode());
        assertEquals(404, client(dan).post(acceptance(id), Map.of()).statusCode());
        assertEquals(List.of(), invariants.check().get(Invariants.Rule.I10));
    }

    @Test
    void it_waits_for_somebody_who_has_no_account_yet() {
        shareOnPage(nobody, Map.of("role", "analyst"));
        Person olga = world.person(Role.OWNER, "Olga");
        assertTrue(client(olga).get("/studies").asString().contains(nobody));
        assertFalse(client(ada).get("/studies").asString().contains(nobody));
        client(olga).post("/accounts", Map.of("email", nobody, "displayName", "Newcomer", "role", "analyst"));
        assertFalse(client(olga).get("/studies").asString().contains(nobody));
        long newcomer = sql.number("select id from account where email = :email", bind("email", nobody));
        Browserless theirs = client(new Person(newcomer, nobody, world.session(new Person(newcomer, nobody, ""))));
        long id = theirs.get("/api/v1/invitations").jsonPath().getLong("[0].id");
        assertEquals(
                204,
                theirs.postJson("/api/v1/invitations/" + id + "/acceptance", "").statusCode());
        assertEquals(200, theirs.get("/studies/" + study.id()).statusCode());
    }

    @Test
    void it_gives_nothing_that_its_giver_no_longer_has_and_can_be_taken_back_or_declined() {
        Person bea = world.person(Role.RESEARCHER, "Bea");
        world.share(study, bea, Role.RESEARCHER, true);
        client(bea).post(design() + "/members", Map.of("email", dan.email(), "role", "analyst", "mayExport", "on"));
        world.share(study, bea, Role.RESEARCHER, false);
        assertEquals(
                422,
                client(bea)
                        .post(design() + "/invitations/" + invitation() + "/removal", Map.of())
                        .statusCode());
        assertEquals(
                422,
                client(bea)
                        .post(design() + "/members", Map.of("email", dan.email(), "role", "analyst"))
                        .statusCode());
        Response refused = client(dan).post(acceptance(invitation()), Map.of());
        assertEquals(409, refused.statusCode());
        assertTrue(refused.asString().contains("may no longer give these rights"), refused.asString());
        assertEquals(404, client(dan).get("/studies/" + study.id()).statusCode());
        shareOnPage(dan.email(), Map.of("role", "analyst"));
        assertEquals(
                303,
                client(ada)
                        .post(design() + "/invitations/" + invitation() + "/removal", Map.of())
                        .statusCode());
        shareOnPage(dan.email(), Map.of("role", "analyst"));
        assertEquals(
                303,
                client(dan)
                        .post("/studies/invitations/" + invitation() + "/refusal", Map.of())
                        .statusCode());
        assertEquals(0, invitations());
        assertEquals(List.of(), invariants.check().get(Invariants.Rule.I10));
    }

    @Test
    void an_address_is_kept_for_a_month() {
        shareOnPage(dan.email(), Map.of("role", "analyst"));
        long id = invitation();
        clock.advance(Duration.ofDays(31));
        Browserless later = client(new Person(dan.id(), dan.email(), world.session(dan)));
        assertFalse(later.get("/studies").asString().contains("invites you to work"));
        assertEquals(404, later.post(acceptance(id), Map.of()).statusCode());
        var adaLater = new Person(ada.id(), ada.email(), world.session(ada));
        client(adaLater).post(design() + "/members", Map.of("email", nobody, "role", "analyst"));
        assertEquals(1, invitations());
    }

    private long invitation() {
        return sql.number("select max(id) from study_invitation where study_id = :study", bind("study", study.id()));
    }

    private long invitations() {
        return sql.number("select count(*) from study_invitation where study_id = :study", bind("study", study.id()));
    }

    private Response shareOnPage(String email, Map<String, String> more) {
        var fields = new java.util.HashMap<>(more);
        fields.put("email", email);
        return client(ada).post(design() + "/members", fields);
    }

    /// The answer, without what differs by the address itself.
    private String told(Response answer, String address) {
        String page = answer.asString()
                .replaceAll("(?s)<table>.*?</table>", "")
                .replaceAll("csrf-token\" value=\"[^\"]+", "")
                .replace(address, "ADDRESS");
        return answer.statusCode() + " " + answer.header("Location") + " " + page;
    }

    private static String row(String page, String address) {
        int at = page.indexOf("<tr><th scope=\"row\" dir=\"auto\">" + address);
        assertTrue(at > 0, address + " in " + page);
        return page.substring(at, page.indexOf("</tr>", at))
                .replace(address, "ADDRESS")
                .replaceAll("invitations/\\d+", "invitations/ID")
                .replaceAll("csrf-token\" value=\"[^\"]+", "");
    }

    private String design() {
        return "/studies/" + study.id() + "/design";
    }

    private static String acceptance(long id) {
        return "/studies/invitations/" + id + "/acceptance";
    }

    private static Browserless client(Person person) {
        return Browserless.anonymous().holding("session", person.session());
    }
}
