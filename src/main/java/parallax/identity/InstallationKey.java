package parallax.identity;

import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.settings.Settings;
import parallax.store.KeyFolder;
import parallax.store.Sealing;
import parallax.store.Sql;
import parallax.store.StoreFailure;

/// The key that lies outside the database: panels' names for people are sealed with it, and the secrets of
/// apps that show codes. A new installation makes it.
@ApplicationScoped
public class InstallationKey {
    /// The file that holds the key.
    public static final String FILE = "panel-ids.key";

    /// For which it was made first.
    public static final String PANEL_IDS = "panel-ids";

    private static final String NO_FOLDER =
            "With a database server of your own, PARALLAX_KEYS must name the folder of the key that panel ids are sealed with:"
                    + " one that is kept, and that all processes share. The first of them makes the key there.";

    private final Sql sql;
    private final Clock clock;
    private final Optional<Path> folder;
    private byte @Nullable [] known;

    @Inject
    public InstallationKey(Sql sql, Clock clock, Settings settings) {
        this(sql, clock, settings.keys());
    }

    public InstallationKey(Sql sql, Clock clock, Optional<Path> folder) {
        this.sql = sql;
        this.clock = clock;
        this.folder = folder;
    }

    /// @throws StoreFailure without the key, saying what to do
    public Sealing sealing(String use) {
        return new Sealing(key(), use);
    }

    /// Refuses to go on without the key: everybody from a panel would be taken for somebody new, and no code
    /// of an app be right.
    ///
    /// @throws StoreFailure saying what to do
    public void require() {
        key();
    }

    /// Gives up what is sealed with a key that is lost. A new one is made when it is needed.
    public void giveUp() {
        lock();
        sql.update("delete from sealing_key");
        forget();
    }

    private synchronized void forget() {
        known = null;
    }

    private synchronized byte[] key() {
        byte[] found = known;
        if (found == null) {
            found = QuarkusTransaction.requiringNew().call(this::readOrMake);
            known = found;
        }
        return found;
    }

    private byte[] readOrMake() {
        lock();
        KeyFolder keys = new KeyFolder(folder.orElseThrow(() -> new StoreFailure(NO_FOLDER)));
        Optional<byte[]> here = keys.key(FILE);
        Optional<byte[]> used = sql.first(row -> row.getBytes(1), "select fingerprint from sealing_key");
        if (used.isPresent()) {
            return here.filter(key -> MessageDigest.isEqual(used.get(), fingerprint(key)))
                    .orElseThrow(() -> missing(keys, here.isPresent()));
        }
        byte[] key = here.orElseGet(() -> keys.make(FILE));
        sql.update(
                "insert into sealing_key (fingerprint, first_used_at) values (:fingerprint, :now)",
                bind("fingerprint", fingerprint(key)),
                bind("now", clock.instant()));
        return key;
    }

    private static byte[] fingerprint(byte[] key) {
        return new Sealing(key, PANEL_IDS).mac("fingerprint", new byte[0]);
    }

    private static StoreFailure missing(KeyFolder keys, boolean another) {
        return new StoreFailure("The panel ids in this database are sealed with a key that is not here: "
                + keys.path().resolve(FILE) + (another ? " is another" : " does not exist")
                + ". Put the key of the installation that they come from there. If it is lost, “erase --lost-key” gives the"
                + " ids up: people whom a panel sent before are then not known again, and codes of apps that were set up before"
                + " are no longer right.");
    }

    private void lock() {
        sql.list(row -> 0, "select pg_advisory_xact_lock(hashtextextended('sealing_key', 0))");
    }
}
