package parallax.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parallax.store.EmbeddedPostgres;
import parallax.store.StoreFailure;
import picocli.CommandLine;

/// What `demo --reset` deletes and what it never does.
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResetTest {
    @TempDir
    Path data;

    @Test
    void a_demos_database_is_deleted_and_nothing_else_but_only_while_nobody_uses_it() throws IOException {
        prepare();
        EmbeddedPostgres.start(data).close();
        prepare("--reset");
        assertFalse(Files.exists(cluster()), "deleted");
        try (EmbeddedPostgres running = EmbeddedPostgres.start(data)) {
            assertEquals(
                    "Another Parallax (this very process) already uses the data folder " + data.toRealPath()
                            + ": stop it, or choose another folder with --data.",
                    refusal());
            assertTrue(running.isOwner());
        }
        Files.writeString(data.resolve("thesis.txt"), "years of work");
        assertTrue(refusal().contains("holds more than a demo (thesis.txt)"), refusal());
        assertTrue(Files.exists(cluster()));
    }

    @Test
    void a_database_that_the_demo_did_not_make_stays_even_after_a_demo_in_it() {
        EmbeddedPostgres.start(data).close();
        assertTrue(refusal().contains("was not made by “demo” and is not deleted"), refusal());
        prepare();
        assertTrue(refusal().contains("was not made by “demo” and is not deleted"), refusal());
        assertTrue(Files.exists(cluster()));
    }

    private Path cluster() {
        return data.resolve("postgres/cluster");
    }

    private String refusal() {
        return String.valueOf(
                assertThrows(StoreFailure.class, () -> prepare("--reset")).getMessage());
    }

    private void prepare(String... arguments) {
        DemoCommand demo = new DemoCommand();
        new CommandLine(demo).parseArgs(arguments);
        demo.prepare(data);
    }
}
