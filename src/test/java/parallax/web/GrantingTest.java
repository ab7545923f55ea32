package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import parallax.stories.World.OpenStudy;
import parallax.stories.World.Person;

/// Who may give and take which rights to a study: nobody more than they have, and nobody from whom has
/// more.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GrantingTest {
    private static final int DONE = 303;
    private static final int REFUSED = 422;

    @Inject
    World world;

    @Inject
    Sql sql;

    private Person ada;
    private Person bea;
    private Person cleo;
    private Person dan;
    private OpenStudy study;

    @BeforeEach
    void ada_shares_her_study_with_bea_who_exports_nothing_and_cleo_who_does() {
        ada = world.person(Role.RESEARCHER, "Ada");
        bea = world.person(Role.RESEARCHER, "Bea");
        cleo = world.person(Role.ANALYST, "Cleo");
        dan = world.person(Role.RESEARCHER, "Dan");
        study = world.open(world.twoShores("Shared", 2, 1), ada, "One.");
        assertEquals(DONE, give(ada, bea, Role.RESEARCHER, false));
        assertEquals(DONE, give(ada, cleo, Role.ANALYST, true));
    }

    @Test
    void nobody_gives_the_right_to_export_who_does_not_have_it_not_even_to_themselves() {
        assertEquals(REFUSED, give(bea, bea, Role.RESEARCHER, true));
        assertEquals(REFUSED, give(bea, dan, Role.RESEARCHER, true));
        assertEquals("researcher", rights(bea));
        assertEquals("none", rights(dan));
        assertEquals(DONE, give(bea, dan, Role.RESEARCHER, false));
        assertEquals(DONE, give(ada, bea, Role.RESEARCHER, true));
        assertEquals(DONE, give(bea, dan, Role.RESEARCHER, true));
        assertEquals("researcher export", rights(dan));
    }

    @Test
    void nobody_takes_rights_from_somebody_who_has_more() {
        assertEquals(REFUSED, take(bea, cleo));
        assertEquals(REFUSED, give(bea, cleo, Role.ANALYST, false));
        assertEquals("analyst export", rights(cleo));
        assertEquals(DONE, take(ada, cleo));
        assertEquals("none", rights(cleo));
    }

    @Test
    void whoever_began_the_study_keeps_it_and_an_owner_alone_can_change_that() {
        assertEquals(DONE, give(ada, bea, Role.RESEARCHER, true));
        assertEquals(REFUSED, take(bea, ada));
        assertEquals(REFUSED, give(bea, ada, Role.ANALYST, false));
        assertEquals("researcher export", rights(ada));
        Person olga = world.person(Role.OWNER, "Olga");
        assertEquals(DONE, take(olga, ada));
        assertEquals("none", rights(ada));
    }

    @Test
    void analysts_give_and_take_nothing_and_everybody_may_leave() {
        assertEquals(403, give(cleo, dan, Role.ANALYST, false));
        assertEquals(403, take(cleo, bea));
        assertEquals(DONE, take(bea, bea));
        assertEquals("none", rights(bea));
        assertEquals(404, give(bea, bea, Role.RESEARCHER, false));
    }

    @Test
    void a_refusal_says_why_and_keeps_what_was_typed() {
        String page = post(bea, "/members", form(dan, Role.RESEARCHER, true)).asString();
        assertTrue(page.contains("You cannot give the right to read individual judgments: you do not have it."), page);
        assertTrue(page.contains(dan.email()), page);
    }

    private int give(Person by, Person to, Role role, boolean mayExport) {
        int asked = post(by, "/members", form(to, role, mayExport)).statusCode();
        sql.first(
                        row -> row.getLong(1),
                        "select id from study_invitation where study_id = :study and email = :email",
                        bind("study", study.id()),
                        bind("email", to.email()))
                .ifPresent(invitation -> assertEquals(
                        DONE,
                        client(to)
                                .post("/studies/invitations/" + invitation + "/acceptance", Map.of())
                                .statusCode()));
        return asked;
    }

    private int take(Person by, Person from) {
        return post(by, "/members/" + from.id() + "/removal", Map.of()).statusCode();
    }

    private static Map<String, String> form(Person to, Role role, boolean mayExport) {
        Map<String, String> form = new HashMap<>(Map.of("email", to.email(), "role", role.word()));
        if (mayExport) {
            form.put("mayExport", "on");
        }
        return form;
    }

    private Response post(Person by, String path, Map<String, String> form) {
        return client(by).post("/studies/" + study.id() + "/design" + path, form);
    }

    private static Browserless client(Person person) {
        return Browserless.anonymous().holding("session", person.session());
    }

    private String rights(Person person) {
        return sql.first(
                        row -> row.getString(1) + (row.getBoolean(2) ? " export" : ""),
                        "select role, may_export from study_member where study_id = :study and account_id = :account",
                        bind("study", study.id()),
                        bind("account", person.id()))
                .orElse("none");
    }
}
