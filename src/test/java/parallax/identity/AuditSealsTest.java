package parallax.identity;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parallax.design.AuditTrailCommand;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.stories.World;
import picocli.CommandLine;

/// Whatever is done to a sealed trail is found, and nothing is sealed that somebody may still add to.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditSealsTest {
    @Inject
    AuditSeals seals;

    @Inject
    AuditTrail trail;

    @Inject
    Invariants invariants;

    @Inject
    World world;

    @Inject
    Instance<AuditTrailCommand> command;

    @Inject
    Sql sql;

    private long entry;

    @BeforeEach
    void a_sealed_trail_with_a_gap() {
        var ines = world.person(Role.RESEARCHER, "Ines");
        world.session(ines);
        sql.number("select nextval(pg_get_serial_sequence('audit_entry', 'id'))");
        world.session(ines);
        entry = sql.number("select max(id) from audit_entry");
        sealAll();
        assertEquals(List.of(), violations());
    }

    @Test
    void owners_read_the_seal_on_a_page_and_by_the_api_and_compare_one_that_they_kept() {
        String kept = seals.newest().orElseThrow().text();
        var owner = world.person(Role.OWNER, "Olga");
        String page = page(owner, "");
        assertTrue(page.contains("<code class=\"secret\">" + kept + "</code>"), page);
        assertTrue(page(owner, "?kept=" + kept).contains("is as it was when that seal was made"));
        String other = kept.substring(0, kept.indexOf(':') + 1) + "0".repeat(64);
        assertTrue(page(owner, "?kept=" + other).contains("<strong>not</strong> as it was"));
        assertTrue(page(owner, "?kept=abc").contains("That is not a seal."));
        var api = given().cookie("session", owner.session())
                .queryParam("holds", kept)
                .get("/api/v1/audit-seal");
        assertEquals(kept, api.jsonPath().getString("newest"));
        assertTrue(api.jsonPath().getBoolean("holds"));
        assertFalse(given().cookie("session", owner.session())
                .queryParam("holds", other)
                .get("/api/v1/audit-seal")
                .jsonPath()
                .getBoolean("holds"));
        assertEquals(
                400,
                given().cookie("session", owner.session())
                        .queryParam("holds", "abc")
                        .get("/api/v1/audit-seal")
                        .statusCode());
    }

    private static String page(World.Person owner, String query) {
        return given().cookie("session", owner.session())
                .get("/audit-trail/seal" + query)
                .asString();
    }

    @Test
    void a_seal_that_was_kept_elsewhere_shows_a_trail_that_was_sealed_anew() {
        AuditSeals.Seal kept = seals.newest().orElseThrow();
        assertTrue(seals.holds(kept));
        assertEquals(0, run("--holds", kept.last() + ":" + kept.hash()));
        assertEquals(0, run("--seal"));
        QuarkusTransaction.begin();
        sql.update("update audit_entry set action = 'account.signed_out' where id = :entry", bind("entry", entry));
        sql.update("delete from audit_seal");
        seals.seal(kept.last());
        assertFalse(seals.holds(kept), "its own seals agree with it, and the one kept does not");
        assertEquals(1, run("--holds", kept.last() + ":" + kept.hash()));
        QuarkusTransaction.rollback();
        assertTrue(seals.holds(kept));
        assertEquals(2, run("--holds", "newest"));
    }

    private int run(String... arguments) {
        return new CommandLine(command.get()).execute(arguments);
    }

    @Test
    void a_changed_entry_is_found() {
        found("update audit_entry set action = 'account.signed_out' where id = " + entry);
        found("update audit_entry set at = at + interval '1 microsecond' where id = " + entry);
        found("update audit_entry set detail = '{\"a\": \"b\"}' where id = " + entry);
    }

    @Test
    void an_entry_that_was_taken_away_or_put_in_is_found() {
        found("delete from audit_entry where id = " + entry);
        found("insert into audit_entry (id, at, actor, action) overriding system value" + " values (" + (entry - 1)
                + ", now(), 'system', 'made.up')");
    }

    @Test
    void a_seal_that_was_changed_or_taken_away_is_found() {
        world.session(world.person(Role.RESEARCHER, "Ada"));
        sealAll();
        found("update audit_seal set hash = sha256('x') where id = (select max(id) from audit_seal)");
        found("delete from audit_seal where id = (select max(id) - 1 from audit_seal)");
    }

    @Test
    void what_somebody_may_still_add_to_is_not_sealed() throws Exception {
        long before = lastSealed();
        var begun = new java.util.concurrent.CountDownLatch(1);
        var end = new java.util.concurrent.CountDownLatch(1);
        try (var others = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = others.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                trail.record(AuditEntry.of(Actor.system(), AuditAction.AUDIT_TRAIL_EXPORTED));
                begun.countDown();
                await(end);
            }));
            begun.await();
            trail.record(AuditEntry.of(Actor.system(), AuditAction.AUDIT_TRAIL_EXPORTED));
            for (int i = 0; i < 6; i++) {
                seals.look();
            }
            assertEquals(before, lastSealed(), "its number is taken, and it is not there yet");
            end.countDown();
            slow.get();
        }
        sealAll();
        assertTrue(lastSealed() > before + 1);
        assertEquals(List.of(), violations());
    }

    private static void await(java.util.concurrent.CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sealAll() {
        for (int i = 0; i < 6; i++) {
            seals.look();
        }
        assertTrue(lastSealed() >= entry);
    }

    private long lastSealed() {
        return seals.newest().map(AuditSeals.Seal::last).orElse(0L);
    }

    /// Does something to the trail, sees it found, and undoes it.
    private void found(String statement) {
        QuarkusTransaction.begin();
        try {
            assertEquals(1, sql.update(statement));
            assertFalse(violations().isEmpty(), statement);
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private List<String> violations() {
        return new IdentityInvariants()
                .all().stream()
                        .flatMap(invariant -> sql.list(row -> row.getString(2), invariant.query()).stream())
                        .toList();
    }
}
