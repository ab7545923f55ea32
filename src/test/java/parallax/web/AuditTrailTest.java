package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.design.AuditTrailCommand;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import picocli.CommandLine;

/// Who did what, and when: what comes onto the trail, and how it is read.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditTrailTest {
    private static final Pattern LINK = Pattern.compile("/welcome/([A-Za-z0-9_-]+)");
    private static final Pattern OLDER = Pattern.compile("href=\"([^\"]*before=[^\"]*)\">Older");

    @Inject
    World world;

    @Inject
    AuditTrail trail;

    @Inject
    Sql sql;

    @Inject
    Instance<AuditTrailCommand> command;

    private World.Person olga = new World.Person(0, "", "");
    private long before;

    @BeforeEach
    void an_owner() {
        sql.update("delete from sign_in_failure");
        olga = world.person(Role.OWNER, "Olga");
        before = sql.number("select coalesce(max(id), 0) from audit_entry");
    }

    @Test
    void signing_in_and_out_and_failing_to_are_on_the_trail_without_an_address_in_clear() {
        var anonymous = Browserless.anonymous();
        assertEquals(401, signIn(olga.email(), "not the password").statusCode());
        assertEquals(401, signIn(olga.email(), "nor this one").statusCode());
        Response signedIn = signIn(olga.email(), World.PASSWORD);
        anonymous.holding("session", signedIn.cookie("session")).post("/sign-out", Map.of());

        assertEquals(
                List.of("account.sign_in_failed", "account.sign_in_failed", "account.signed_in", "account.signed_out"),
                words());
        List<String> details = sql.list(
                row -> row.getString(1),
                "select detail::text from audit_entry where id > :before and action = 'account.sign_in_failed'",
                bind("before", before));
        assertEquals(2, details.size());
        assertEquals(details.getFirst(), details.getLast(), "the same addresses have the same hashes");
        assertFalse(details.getFirst().contains("olga") || details.getFirst().contains("@"), details.getFirst());
        assertFalse(details.getFirst().contains("127.0.0.1"), details.getFirst());
        assertTrue(page("").contains("failed to sign in"));
    }

    @Test
    void accounts_links_passwords_and_keys_are_on_the_trail() {
        var owner = client(olga);
        String invited = owner.post(
                        "/accounts",
                        Map.of("email", "ines-" + before + "@people.example", "displayName", "Ines", "role", "analyst"))
                .asString();
        Browserless.anonymous()
                .post("/welcome/" + Browserless.found(LINK, invited), Map.of("password", "a long enough password"));
        long ines = sql.number("select max(id) from account");
        owner.post("/accounts/" + ines + "/closure", Map.of());
        owner.post("/accounts/" + ines + "/reopening", Map.of());
        owner.post("/account/api-keys", Map.of("name", "A notebook", "scope", "read"));
        long key = sql.number("select max(id) from api_key");
        owner.post("/account/api-keys/" + key + "/revocation", Map.of());
        assertEquals(
                List.of(
                        "account.created",
                        "link.created",
                        "link.used",
                        "password.set",
                        "account.signed_in",
                        "account.closed",
                        "account.reopened",
                        "api_key.created",
                        "api_key.revoked"),
                words());
        assertTrue(page("?action=account.closed").contains("closed an account (Ines)"));
    }

    @Test
    void a_studys_life_is_told_newest_first_with_who_and_what() {
        var study = world.open(world.twoShores("A told study", 2, 2), olga, "One.", "Two.");
        var ines = world.person(Role.RESEARCHER, "Ines");
        client(olga)
                .post(
                        "/studies/" + study.id() + "/design/members",
                        Map.of("email", ines.email(), "role", "researcher"));
        var researcher = client(ines);
        researcher.post(
                "/studies/invitations/" + sql.number("select max(id) from study_invitation") + "/acceptance", Map.of());
        researcher.post("/studies/" + study.id() + "/design/state", Map.of("state", "paused"));
        researcher.post("/studies/" + study.id() + "/design/state", Map.of("state", "open"));
        researcher.post("/studies/" + study.id() + "/design/state", Map.of("state", "draft"));
        researcher.post("/studies/" + study.id() + "/design/state", Map.of("state", "closed"));
        String page = page("?study=" + study.id());
        List<String> told = List.of(
                "closed the study",
                "opened the study again",
                "paused the study",
                "shared the study with an account (Ines)",
                "accepted an invitation to the study",
                "invited somebody to the study",
                "published the study",
                "began the study");
        int at = 0;
        for (String what : told) {
            int found = page.indexOf(what + "</td>", at);
            assertTrue(found > 0, what + " in " + page);
            at = found;
        }
        assertTrue(page.contains(">A told study</a>"));
        world.admitted(study, "East");
        assertTrue(page("?study=" + study.id()).contains("agreed to take part"));
        assertFalse(page("?study=" + study.id() + "&action=staff").contains("agreed to take part</td>"));
    }

    @Test
    void pages_lead_from_the_newest_entry_to_the_oldest_and_show_each_once() {
        var study = world.open(world.twoShores("Many entries", 2, 2), "One.");
        for (int i = 0; i < 120; i++) {
            trail.record(AuditEntry.of(Actor.account(olga.id()), AuditAction.DATASET_EXPORTED)
                    .inStudy(study.id())
                    .with("file", "number-" + i + "."));
        }
        var seen = new ArrayList<String>();
        String address = "?study=" + study.id() + "&action=dataset.exported";
        while (!address.isEmpty()) {
            String page = page(address);
            Pattern.compile("number-\\d+\\.").matcher(page).results().forEach(m -> seen.add(m.group()));
            Matcher older = OLDER.matcher(page);
            address = older.find() ? older.group(1).replace("/audit-trail", "").replace("&amp;", "&") : "";
        }
        assertEquals(120, seen.size());
        assertEquals(120, seen.stream().distinct().count());
        assertEquals("number-119.", seen.getFirst());
        assertEquals("number-0.", seen.getLast());
    }

    @Test
    void programs_of_an_owner_read_the_trail_page_by_page() {
        var study = world.open(world.twoShores("By program", 2, 2), olga, "One.");
        String at = "/api/v1/audit-entries?study=" + study.id();
        List<String> all = client(olga).get(at).jsonPath().getList("action");
        assertEquals(List.of("study.created", "study.published"), all);
        long first = client(olga).get(at + "&limit=1").jsonPath().getLong("[0].id");
        assertEquals(
                List.of("study.published"),
                client(olga).get(at + "&after=" + first).jsonPath().getList("action"));
        assertEquals(
                List.of("study.created"),
                client(olga).get(at + "&action=study.created").jsonPath().getList("action"));
        assertEquals(
                olga.id(),
                client(olga).get(at + "&action=study.created").jsonPath().getLong("[0].actorId"));
        assertEquals(400, client(olga).get(at + "&limit=0").statusCode());
    }

    @Test
    void the_verb_writes_csv_and_is_on_the_trail_itself() {
        var study = world.open(world.twoShores("As a file", 2, 2), olga, "One.");
        world.share(study, olga, Role.RESEARCHER, true);
        String printed = printed("--study", Long.toString(study.id()));
        List<String> lines = printed.lines().toList();
        assertEquals("id,at,actor,actor_id,action,study_id,subject_id,detail", lines.getFirst());
        assertEquals(4, lines.size(), printed);
        assertTrue(
                lines.get(1)
                        .matches("\\d+,\\d{4}-.*Z,account,%1$d,study.created,%2$d,%2$d,"
                                .formatted(olga.id(), study.id())),
                lines.get(1));
        assertTrue(
                lines.getLast().endsWith(",\"{\"\"export\"\":\"\"true\"\",\"\"role\"\":\"\"researcher\"\"}\""),
                printed);
        assertEquals("audit_trail.exported", words().getLast());
        assertEquals(1, printed("--since", "2999-01-01").lines().count());
        assertEquals(2, new CommandLine(command.get()).execute("--since", "yesterday"));
    }

    private String printed(String... arguments) {
        var earlier = System.out;
        var taken = new ByteArrayOutputStream();
        System.setOut(new PrintStream(taken, true, StandardCharsets.UTF_8));
        try {
            assertEquals(0, new CommandLine(command.get()).execute(arguments));
        } finally {
            System.setOut(earlier);
        }
        return taken.toString(StandardCharsets.UTF_8);
    }

    private List<String> words() {
        return sql.list(
                row -> row.getString(1),
                "select action from audit_entry where id > :before order by id",
                bind("before", before));
    }

    private String page(String query) {
        Response page = client(olga).get("/audit-trail" + query);
        assertEquals(200, page.statusCode());
        return page.asString();
    }

    private static Browserless client(World.Person person) {
        return Browserless.anonymous().holding("session", person.session());
    }

    private static Response signIn(String email, String password) {
        return Browserless.anonymous().post("/sign-in", Map.of("email", email, "password", password));
    }
}
