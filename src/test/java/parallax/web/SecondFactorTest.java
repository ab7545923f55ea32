package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.durability.TestClock;
import parallax.identity.Actor;
import parallax.identity.ApiKeys;
import parallax.identity.Installation;
import parallax.identity.InstallationCommand;
import parallax.identity.OneTimeLink;
import parallax.identity.ResetSecondFactorCommand;
import parallax.identity.Role;
import parallax.identity.Ruling;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import picocli.CommandLine;

/// An app that shows codes, beside the password.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecondFactorTest {
    private static final Pattern RECOVERY =
            Pattern.compile("<code class=\"secret\">([a-z2-7]{4}(?:-[a-z2-7]{4}){3})</code>");

    @Inject
    World world;

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    @Inject
    OneTimeLink links;

    @Inject
    ApiKeys keys;

    @Inject
    Installation installation;

    @Inject
    Instance<ResetSecondFactorCommand> reset;

    @Inject
    Instance<InstallationCommand> rules;

    private World.Person ines = new World.Person(0, "", "");

    @BeforeEach
    void somebody() {
        sql.update("delete from sign_in_failure");
        ines = world.person(Role.RESEARCHER, "Ines");
    }

    @AfterEach
    void others_need_none() {
        installation.rule(new Ruling(null, false), null, Actor.system());
    }

    @Test
    void with_an_app_the_password_alone_opens_nothing() {
        String elsewhere = world.session(ines);
        PhoneApp app = setUp();
        assertEquals(303, studies(elsewhere), "sessions of before are over");
        assertEquals(200, studies(ines.session()));
        clock.advance(Duration.ofMinutes(1));
        Response half = password();
        assertEquals("/sign-in/second-step", path(half));
        assertEquals("", String.valueOf(half.cookies().getOrDefault("session", "")));
        Response done = second(half, app.code());
        assertEquals("/studies", path(done));
        assertEquals(200, studies(done.cookie("session")));
    }

    @Test
    void a_code_is_taken_once_even_by_many_at_once() throws Exception {
        PhoneApp app = setUp();
        String ofSettingUp = app.code();
        Response half = password();
        assertEquals(401, second(half, ofSettingUp).statusCode(), "it was used to set the app up");
        clock.advance(Duration.ofMinutes(1));
        String code = app.code();
        var halves = List.of(password(), password(), password(), password(), password());
        long let;
        try (var each = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var tries = halves.stream()
                    .map(one -> each.submit(() -> second(one, code).statusCode()))
                    .toList();
            long right = 0;
            for (var one : tries) {
                right += one.get() == 303 ? 1 : 0;
            }
            let = right;
        }
        assertEquals(1, let);
        clock.advance(Duration.ofSeconds(30));
        assertEquals(401, second(password(), code).statusCode());
    }

    @Test
    void guesses_must_wait_and_the_right_password_buys_no_more_of_them() {
        setUp();
        for (int i = 0; i < 10; i++) {
            assertEquals(401, second(password(), "no code " + i).statusCode());
        }
        Response waits = second(password(), "no code 11");
        assertEquals(429, waits.statusCode());
        assertTrue(Integer.parseInt(waits.header("Retry-After")) > 0);
        assertTrue(waits.asString().contains("Too many tries."), waits.asString());
    }

    @Test
    void half_a_sign_in_lasts_ten_minutes_and_ends_with_a_new_password() {
        PhoneApp app = setUp();
        Response half = password();
        clock.advance(Duration.ofMinutes(11));
        assertEquals("/sign-in", path(second(half, app.code())));
        Response another = password();
        String link = links.forPassword(ines.id(), Actor.system()).text();
        Response chosen =
                Browserless.anonymous().post("/welcome/" + link, Map.of("password", "lantern orchard quay 81"));
        assertEquals("/sign-in/second-step", path(chosen), "a link stands in for the password alone");
        assertEquals("/sign-in", path(second(another, app.code())));
        assertEquals("/studies", path(second(chosen, app.code())));
    }

    @Test
    void a_recovery_code_stands_in_once_and_new_ones_take_the_place_of_the_old() {
        List<String> codes = recoveryCodes(confirmed());
        assertEquals(10, codes.size());
        assertEquals(0, sql.number("select count(*) from recovery_code where length(code_hash) <> 32"));
        assertEquals("/studies", path(second(password(), codes.getFirst().toUpperCase(java.util.Locale.ROOT))));
        assertEquals(401, second(password(), codes.getFirst()).statusCode());
        assertTrue(page().contains("9 are left."), page());
        assertEquals(
                422,
                own().post("/account/second-factor/recovery-codes", Map.of("current", "wrong"))
                        .statusCode());
        Response renewed = own().post("/account/second-factor/recovery-codes", Map.of("current", World.PASSWORD));
        assertEquals("no-store", renewed.header("Cache-Control"));
        assertEquals(401, second(password(), codes.get(1)).statusCode());
        assertEquals("/studies", path(second(password(), recoveryCodes(renewed).getFirst())));
        assertEquals(2, entries("account.recovery_code_used"));
    }

    @Test
    void a_wrong_password_or_a_wrong_first_code_sets_nothing_up() {
        assertEquals(
                422,
                own().post("/account/second-factor/app", Map.of("current", "wrong"))
                        .statusCode());
        Response begun = own().post("/account/second-factor/app", Map.of("current", World.PASSWORD));
        assertEquals("no-store", begun.header("Cache-Control"));
        Response wrong = own().post("/account/second-factor/app/confirmation", Map.of("code", "12"));
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.asString().contains("id=\"code-error\">That code is not right."), wrong.asString());
        assertEquals("/studies", path(password()), "nothing has changed yet");
        PhoneApp app = PhoneApp.typedFrom(wrong, clock);
        assertEquals(
                200,
                own().post("/account/second-factor/app/confirmation", Map.of("code", app.code()))
                        .statusCode());
    }

    @Test
    void another_app_takes_the_place_of_the_first_when_its_first_code_is_right() {
        PhoneApp first = setUp();
        clock.advance(Duration.ofMinutes(1));
        Response begun = own().post("/account/second-factor/app", Map.of("current", World.PASSWORD));
        PhoneApp second = PhoneApp.typedFrom(begun, clock);
        assertEquals("/studies", path(second(password(), first.code())), "until then the first goes on");
        own().post("/account/second-factor/app/confirmation", Map.of("code", second.code()));
        clock.advance(Duration.ofMinutes(1));
        assertEquals(401, second(password(), first.code()).statusCode());
        assertEquals("/studies", path(second(password(), second.code())));
    }

    @Test
    void a_secret_is_sealed_for_its_account_and_nobody_reads_it_in_the_database() {
        setUp();
        var ada = world.person(Role.ANALYST, "Ada");
        byte[] sealed = sql.one(
                row -> row.getBytes(1),
                "select sealed_secret from authenticator_app where account_id = :ines",
                bind("ines", ines.id()));
        assertEquals(12 + 32 + 16, sealed.length, "a nonce, the secret, and what shows that nobody changed it");
        sql.update(
                "insert into authenticator_app (account_id, sealed_secret, added_at) values (:ada, :sealed, now())",
                bind("ada", ada.id()),
                bind("sealed", sealed));
        Response half =
                Browserless.anonymous().post("/sign-in", Map.of("email", ada.email(), "password", World.PASSWORD));
        assertEquals(401, second(half, "123456").statusCode(), "copied to another account it is nothing");
    }

    @Test
    void who_removes_the_app_signs_in_with_the_password_again() {
        setUp();
        assertEquals(
                422,
                own().post("/account/second-factor/app/removal", Map.of("current", "wrong"))
                        .statusCode());
        assertEquals("/sign-in/second-step", path(password()));
        assertEquals(
                303,
                own().post("/account/second-factor/app/removal", Map.of("current", World.PASSWORD))
                        .statusCode());
        assertEquals("/studies", path(password()));
        assertEquals(0, sql.number("select count(*) from recovery_code where account_id = :i", bind("i", ines.id())));
        assertEquals(1, entries("account.second_factor_added"));
        assertEquals(1, entries("account.second_factor_removed"));
    }

    @Test
    void an_owner_or_whoever_has_the_machine_takes_away_what_somebody_lost() {
        setUp();
        var olga = world.person(Role.OWNER, "Olga");
        var owner = Browserless.anonymous().holding("session", olga.session());
        assertTrue(owner.get("/accounts").asString().contains("/accounts/" + ines.id() + "/second-factor/removal"));
        assertEquals(
                303,
                owner.post("/accounts/" + ines.id() + "/second-factor/removal", Map.of())
                        .statusCode());
        assertEquals(303, studies(ines.session()), "her sessions are over");
        assertEquals("/studies", path(password()));
        assertFalse(owner.get("/accounts").asString().contains("/accounts/" + ines.id() + "/second-factor/removal"));
        ines = new World.Person(ines.id(), ines.email(), world.session(ines));
        setUp();
        assertEquals(0, new CommandLine(reset.get()).execute(ines.email()));
        assertEquals("/studies", path(password()));
        assertEquals(1, new CommandLine(reset.get()).execute("nobody@people.example"));
        assertEquals(
                List.of("account", "system"),
                sql.list(
                        row -> row.getString(1),
                        "select actor from audit_entry where action = 'account.second_factor_reset' and subject_id = :i order by id",
                        bind("i", ines.id())));
    }

    @Test
    void where_staff_need_one_nothing_else_is_open_until_they_have_it() {
        var olga = world.person(Role.OWNER, "Olga");
        String key =
                keys.create(ines.id(), "a program", java.util.Set.of("read")).text();
        assertEquals(
                200,
                Browserless.anonymous()
                        .holding("session", olga.session())
                        .post("/installation", Map.of("leastGroup", "1", "secondFactor", "yes"))
                        .statusCode());
        for (String address : List.of("/studies", "/studies/new", "/account")) {
            assertEquals("/account/second-factor", path(own().get(address)), address);
        }
        var owner = Browserless.anonymous().holding("session", olga.session());
        assertEquals("/account/second-factor", path(owner.get("/accounts")), "owners are staff too");
        assertEquals(
                "/account/second-factor", path(own().post("/account/api-keys", Map.of("name", "A", "scope", "read"))));
        assertEquals(403, own().get("/api/v1/studies").statusCode());
        assertEquals(
                200,
                Browserless.anonymous()
                        .request()
                        .header("Authorization", "Bearer " + key)
                        .get("/api/v1/studies")
                        .statusCode());
        assertEquals(200, studies(world.person(Role.RATER, "Rosa").session()), "raters need none");
        assertTrue(page().contains("Staff of this installation need a second factor."), page());
        PhoneApp app = setUp();
        assertEquals(200, studies(ines.session()));
        clock.advance(Duration.ofMinutes(1));
        assertEquals("/studies", path(second(password(), app.code())));
        assertEquals(
                422,
                own().post("/account/second-factor/app/removal", Map.of("current", World.PASSWORD))
                        .statusCode());
        assertEquals("/sign-in", path(own().post("/sign-out", Map.of())));
    }

    @Test
    void it_is_required_by_command_and_by_the_api_too_and_what_is_left_out_stays() {
        assertEquals(0, new CommandLine(rules.get()).execute("--second-factor", "required"));
        assertEquals(1, sql.number("select count(*) from installation_rules where second_factor"));
        assertEquals(0, new CommandLine(rules.get()).execute("--least-group", "1"));
        assertEquals(1, sql.number("select count(*) from installation_rules where second_factor"));
        assertEquals(2, new CommandLine(rules.get()).execute("--second-factor", "perhaps"));
        assertEquals(0, new CommandLine(rules.get()).execute("--second-factor", "optional"));
        var owner = Browserless.anonymous()
                .holding("session", world.person(Role.OWNER, "Olga").session());
        assertFalse(owner.get("/api/v1/installation").jsonPath().getBoolean("secondFactor"));
        assertTrue(owner.putJson("/api/v1/installation", "{\"secondFactor\": true}")
                .jsonPath()
                .getBoolean("secondFactor"));
        assertNotEquals(
                0,
                sql.number(
                        "select count(*) from audit_entry where detail ->> 'second-factor' = 'optional -> required'"));
    }

    private PhoneApp setUp() {
        Response begun = own().post("/account/second-factor/app", Map.of("current", World.PASSWORD));
        PhoneApp app = PhoneApp.typedFrom(begun, clock);
        assertEquals(
                200,
                own().post("/account/second-factor/app/confirmation", Map.of("code", app.code()))
                        .statusCode());
        return app;
    }

    private Response confirmed() {
        Response begun = own().post("/account/second-factor/app", Map.of("current", World.PASSWORD));
        return own().post(
                        "/account/second-factor/app/confirmation",
                        Map.of("code", PhoneApp.typedFrom(begun, clock).code()));
    }

    private static List<String> recoveryCodes(Response page) {
        return RECOVERY.matcher(page.asString())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private Response password() {
        return Browserless.anonymous().post("/sign-in", Map.of("email", ines.email(), "password", World.PASSWORD));
    }

    private static Response second(Response half, String code) {
        return Browserless.anonymous()
                .holding("second-step", half.cookie("second-step"))
                .post("/sign-in/second-step", Map.of("code", code));
    }

    private String page() {
        return own().get("/account/second-factor").asString();
    }

    private long entries(String action) {
        return sql.number(
                "select count(*) from audit_entry where action = :action and subject_id = :ines",
                bind("action", action),
                bind("ines", ines.id()));
    }

    private Browserless own() {
        return Browserless.anonymous().holding("session", ines.session());
    }

    private static int studies(String session) {
        return Browserless.anonymous()
                .holding("session", session)
                .get("/studies")
                .statusCode();
    }

    private static String path(Response redirect) {
        assertEquals(303, redirect.statusCode(), redirect.asString());
        return java.net.URI.create(redirect.header("Location")).getPath();
    }
}
