package parallax.withdrawal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static parallax.store.Sql.bind;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.durability.TestClock;
import parallax.identity.Actor;
import parallax.rater.Erasure;
import parallax.rater.ErasureList;
import parallax.rater.PanelPeople;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.rater.Participations.Origin;
import parallax.settings.Settings;
import parallax.store.BackupCommand;
import parallax.store.Invariants;
import parallax.store.PostgresResource;
import parallax.store.RestoreCommand;
import parallax.store.Sql;
import parallax.stories.World;
import picocli.CommandLine;

/// A backup that is older than a withdrawal does not bring anybody back.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ErasedAgainTest {
    private static final World.Rater NOBODY =
            new World.Rater(new Participation(0, 0, "", Participation.State.ARRIVED, null, 0, null, Instant.EPOCH), "");

    @Inject
    World world;

    @Inject
    Participations participations;

    @Inject
    Withdrawals withdrawals;

    @Inject
    Erasure erasure;

    @Inject
    PanelPeople people;

    @Inject
    Invariants invariants;

    @Inject
    Instance<BackupCommand> backup;

    @Inject
    Instance<RestoreCommand> restore;

    @Inject
    Settings settings;

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    @TempDir
    Path folder;

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.Rater leaves = NOBODY;
    private World.Rater stays = NOBODY;
    private Path file = Path.of("");

    @BeforeEach
    void a_backup_holds_two_raters_and_somebody_of_a_panel() {
        study = world.open(world.twoShores("Backed up", 5, 2), "A reply.", "Another.");
        leaves = world.admitted(study, "East");
        stays = world.admitted(study, "West");
        world.judges(study, leaves, 0);
        world.judges(study, stays, 2);
        participations.arrive(study.id(), Origin.panel("Prolific", "panelist-" + UUID.randomUUID(), "visit"));
        file = folder.resolve("backup.zip");
        assertEquals(0, new CommandLine(backup.get()).execute(file.toString()));
    }

    @Test
    void whoever_withdrew_since_is_gone_and_so_is_what_was_erased() throws IOException {
        withdrawals.withdraw(leaves.participation().id());
        clock.advance(Duration.ofDays(200));
        erasure.erase();
        String list = Files.readString(settings.keys().orElseThrow().resolve(ErasureList.FILE));
        assertFalse(list.contains(leaves.participation().pseudonym()), "the list names nobody");
        String told = restored();
        assertTrue(told.contains("Erased again what was erased since: "), told);
        assertEquals("withdrawn", state(leaves));
        assertEquals("admitted", state(stays));
        assertEquals(1, world.judgments(study), "what the other judged is there");
        assertEquals(List.of(), people.of(study.id(), Actor.system()));
        assertEquals(List.of(), invariants.check().get(Invariants.Rule.I6));
        assertEquals(List.of(), invariants.check().get(Invariants.Rule.I5));
        assertTrue(sql.number("select count(*) from audit_entry where action = 'installation.erased_again'") > 0);
        String again = restored();
        assertTrue(again.contains("Erased again"), "the list outlives what it was carried out on: " + again);
        assertEquals("withdrawn", state(leaves));
    }

    @Test
    void without_the_list_it_says_so_and_a_line_that_was_cut_short_does_no_harm(@TempDir Path empty)
            throws IOException {
        withdrawals.withdraw(leaves.participation().id());
        String told = restored("--keys", empty.toString());
        assertTrue(told.contains("There is no list of erasures"), told);
        assertEquals("admitted", state(leaves));
        Path list = settings.keys().orElseThrow().resolve(ErasureList.FILE);
        Files.writeString(list, "2026-01-01T00:00:00Z rater 12ab", StandardOpenOption.APPEND);
        withdrawals.withdraw(stays.participation().id());
        restored();
        assertEquals("withdrawn", state(leaves));
        assertEquals("withdrawn", state(stays));
    }

    private String state(World.Rater rater) {
        return sql.one(
                row -> row.getString(1),
                "select state from participation where id = :id",
                bind("id", rater.participation().id()));
    }

    /// What the command says; the database is as empty before as a new one.
    private String restored(String... more) {
        String tables = sql
                .list(
                        row -> row.getString(1),
                        "select tablename from pg_tables where schemaname = 'public' and tablename not like 'flyway%'")
                .stream()
                .collect(Collectors.joining(", "));
        sql.update("truncate " + tables + " cascade");
        var told = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            var line = new java.util.ArrayList<>(List.of(more));
            line.add(file.toString());
            assertEquals(0, new CommandLine(restore.get()).execute(line.toArray(String[]::new)));
        } finally {
            System.setErr(before);
        }
        return told.toString(StandardCharsets.UTF_8);
    }
}
