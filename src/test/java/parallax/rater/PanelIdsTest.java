package parallax.rater;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.identity.Actor;
import parallax.identity.InstallationKey;
import parallax.rater.Participations.Origin;
import parallax.settings.Settings;
import parallax.store.PostgresResource;
import parallax.store.Sql;
import parallax.store.StoreFailure;
import parallax.stories.World;

/// A panel's name for somebody cannot be read from the database, and they are known by it all the same.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PanelIdsTest {
    /// Somebody as an earlier version stored them.
    private static final String OF_OLD = """
            with r as (insert into rater (pool_id, external_id) values (:pool, :id) returning id)
            insert into participation (study_id, rater_id, pseudonym, state, panel_session)
            select :study, id, :id, 'arrived', 'old-visit' from r""";

    @Inject
    World world;

    @Inject
    Participations participations;

    @Inject
    PanelIds ids;

    @Inject
    PanelIdSealing sealing;

    @Inject
    PanelPeople people;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Inject
    Sql sql;

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private final String id = "panelist-" + UUID.randomUUID();

    @BeforeEach
    void a_study_is_open() {
        study = world.open(world.twoShores("Sealed", 5, 1), "A reply.");
    }

    @Test
    void neither_the_id_nor_the_visit_is_in_the_database_and_both_can_be_read_with_the_key() {
        participations.arrive(study.id(), Origin.panel("Prolific", id, "visit-4711"));
        assertEquals("", holding(id) + holding("visit-4711"));
        PanelPeople.Sent sent = people.of(study.id(), Actor.system()).getFirst();
        assertEquals(new PanelPeople.Sent("Prolific", id, "visit-4711", "arrived", null), sent);
        assertEquals(1, sql.number("""
                select count(*) from audit_entry where action = 'panel.ids_read' and study_id = :study
                  and detail ->> 'raters' = '1'""", bind("study", study.id())));
    }

    @Test
    void somebody_is_one_person_however_often_they_come_and_another_panels_same_id_is_not_theirs() {
        assertTrue(participations
                .arrive(study.id(), Origin.panel("Prolific", id, null))
                .isPresent());
        assertTrue(participations
                .arrive(study.id(), Origin.panel("Prolific", id, null))
                .isEmpty());
        assertTrue(participations
                .known(study.id(), Origin.panel("Prolific", id, null))
                .isPresent());
        assertTrue(participations
                .known(study.id(), Origin.panel("Mechanical Turk", id, null))
                .isEmpty());
        String stored = sql.one(row -> row.getString(1), "select external_id from rater order by id desc limit 1");
        assertTrue(
                participations
                        .known(study.id(), Origin.panel("Prolific", stored, null))
                        .isEmpty(),
                "a hash is no id");
    }

    @Test
    void what_an_earlier_version_stored_is_sealed_some_at_a_time_and_known_all_the_while() {
        long pool = participations.poolId("Prolific", "panel");
        for (int i = 0; i < 3; i++) {
            sql.update(OF_OLD, bind("pool", pool), bind("id", id + i), bind("study", study.id()));
        }
        assertTrue(participations
                .known(study.id(), Origin.panel("Prolific", id + 0, null))
                .isPresent());
        assertTrue(sealing.seal() >= 6);
        assertEquals("", holding("old-visit"));
        assertEquals(0, sealing.seal());
        for (int i = 0; i < 3; i++) {
            assertTrue(participations
                    .known(study.id(), Origin.panel("Prolific", id + i, null))
                    .isPresent());
            assertTrue(participations
                    .arrive(study.id(), Origin.panel("Prolific", id + i, null))
                    .isEmpty());
        }
        assertEquals(
                List.of(id + 0, id + 1, id + 2),
                people.of(study.id(), Actor.system()).stream()
                        .map(PanelPeople.Sent::id)
                        .toList());
    }

    @Test
    void the_key_is_its_owners_alone_and_what_is_sealed_twice_looks_different() throws IOException {
        ids.requireKey();
        Path key = settings.keys().orElseThrow().resolve(InstallationKey.FILE);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        assertNotEquals(
                java.util.HexFormat.of().formatHex(ids.encrypted(id)),
                java.util.HexFormat.of().formatHex(ids.encrypted(id)));
        byte[] changed = ids.encrypted(id);
        assertArrayEquals(
                id.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                ids.decrypted(changed).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        changed[changed.length - 1]++;
        assertThrows(IllegalStateException.class, () -> ids.decrypted(changed));
    }

    @Test
    void without_the_key_or_with_another_it_does_not_go_on_and_says_what_to_do(@TempDir Path elsewhere)
            throws IOException {
        ids.requireKey();
        var none = new PanelIds(sql, new InstallationKey(sql, clock, Optional.of(elsewhere)));
        String refusal = String.valueOf(
                assertThrows(StoreFailure.class, none::requireKey).getMessage());
        assertTrue(refusal.contains(elsewhere.resolve(InstallationKey.FILE) + " does not exist. Put the key"), refusal);
        assertFalse(Files.exists(elsewhere.resolve(InstallationKey.FILE)), "no other key is made");
        Files.writeString(elsewhere.resolve(InstallationKey.FILE), "0".repeat(64));
        refusal = String.valueOf(
                assertThrows(StoreFailure.class, none::requireKey).getMessage());
        assertTrue(refusal.contains(" is another. Put the key"), refusal);
        Path own = settings.keys().orElseThrow().resolve(InstallationKey.FILE);
        Files.copy(own, elsewhere.resolve(InstallationKey.FILE), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        none.requireKey();
        assertEquals(ids.name("Prolific", id), none.name("Prolific", id));
        var server = new PanelIds(sql, new InstallationKey(sql, clock, Optional.empty()));
        refusal = String.valueOf(
                assertThrows(StoreFailure.class, server::requireKey).getMessage());
        assertTrue(refusal.startsWith("With a database server of your own, PARALLAX_KEYS must name"), refusal);
    }

    @Test
    void ids_whose_key_is_lost_can_be_given_up() {
        participations.arrive(study.id(), Origin.panel("Prolific", id, "v"));
        assertTrue(ids.giveUp() > 0);
        assertTrue(participations
                .known(study.id(), Origin.panel("Prolific", id, null))
                .isEmpty());
        assertEquals(List.of(), people.of(study.id(), Actor.system()));
        ids.requireKey();
    }

    /// The tables in which a text stands.
    private String holding(String text) {
        var found = new StringBuilder();
        for (String table : List.of("rater", "participation", "audit_entry", "arrival_count")) {
            long rows = sql.number(
                    "select count(*) from " + table + " t where position(:text in to_jsonb(t)::text) > 0",
                    bind("text", text));
            found.append(rows > 0 ? table + " " : "");
        }
        return found.toString();
    }
}
