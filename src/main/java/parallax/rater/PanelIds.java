package parallax.rater;

import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import parallax.settings.Settings;
import parallax.store.KeyFolder;
import parallax.store.Sql;
import parallax.store.StoreFailure;

/// Seals panels' names for their people: as a keyed hash, by which somebody is known again, and
/// encrypted beside it for who must talk with the panel. The key lies outside the database; without it
/// neither can be undone, or made again.
@ApplicationScoped
public class PanelIds {
    /// The file that holds the key.
    public static final String KEY = "panel-ids.key";

    private static final String NO_FOLDER =
            "With a database server of your own, PARALLAX_KEYS must name the folder of the key that panel ids are sealed with:"
                    + " one that is kept, and that all processes share. The first of them makes the key there.";
    private static final String SEALED = "sealed ";
    private static final String ERASED = "erased ";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Sql sql;
    private final Clock clock;
    private final Optional<Path> folder;
    private byte @Nullable [] known;

    @Inject
    public PanelIds(Sql sql, Clock clock, Settings settings) {
        this(sql, clock, settings.keys());
    }

    PanelIds(Sql sql, Clock clock, Optional<Path> folder) {
        this.sql = sql;
        this.clock = clock;
        this.folder = folder;
    }

    /// The keyed hash that stands for a panel's name for somebody: always the same for the same one.
    String name(String panel, String id) {
        return SEALED + HexFormat.of().formatHex(mac("name", bytes(panel + "\n" + id)));
    }

    /// What stands for a rater of whom nothing is left.
    byte[] erasureHash(String rater) {
        return mac("erasure", bytes(rater));
    }

    /// Whether this is a hash, or what is left of one, and no panel's own name.
    static boolean isSealed(String stored) {
        return stored.startsWith(SEALED) || stored.startsWith(ERASED);
    }

    /// Encrypts with AES-256 in Galois/counter mode; the nonce stands before the rest.
    ///
    /// @see <a href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D</a>
    byte[] encrypted(String text) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] content = cipher(Cipher.ENCRYPT_MODE, nonce, bytes(text));
        byte[] whole = Arrays.copyOf(nonce, NONCE + content.length);
        System.arraycopy(content, 0, whole, NONCE, content.length);
        return whole;
    }

    String decrypted(byte[] whole) {
        byte[] nonce = Arrays.copyOf(whole, NONCE);
        byte[] content = Arrays.copyOfRange(whole, NONCE, whole.length);
        return new String(cipher(Cipher.DECRYPT_MODE, nonce, content), StandardCharsets.UTF_8);
    }

    /// Refuses to go on without the key: everybody from a panel would be taken for somebody new. A new
    /// installation makes it.
    ///
    /// @throws StoreFailure saying what to do
    public void requireKey() {
        key();
    }

    /// Gives up the ids whose key is lost: those people are not known again, and nobody can read their
    /// ids. A new key is made when it is needed.
    ///
    /// @return of how many raters
    public int giveUp() {
        return QuarkusTransaction.requiringNew().call(() -> {
            lock();
            int raters = sql.update("""
                    update rater set sealed_id = null, external_id = 'erased ' || id
                    where external_id like 'sealed %'""");
            sql.update("update participation set sealed_visit = null where sealed_visit is not null");
            sql.update("delete from sealing_key");
            known = null;
            return raters;
        });
    }

    private Optional<byte[]> fingerprint() {
        return sql.first(row -> row.getBytes(1), "select fingerprint from sealing_key");
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
        Optional<byte[]> here = keys.key(KEY);
        Optional<byte[]> used = fingerprint();
        if (used.isPresent()) {
            return here.filter(key -> MessageDigest.isEqual(used.get(), mac(key, "fingerprint", new byte[0])))
                    .orElseThrow(() -> missing(keys, here.isPresent()));
        }
        byte[] key = here.orElseGet(() -> keys.make(KEY));
        sql.update(
                "insert into sealing_key (fingerprint, first_used_at) values (:fingerprint, :now)",
                bind("fingerprint", mac(key, "fingerprint", new byte[0])),
                bind("now", clock.instant()));
        return key;
    }

    private static StoreFailure missing(KeyFolder keys, boolean another) {
        return new StoreFailure("The panel ids in this database are sealed with a key that is not here: "
                + keys.path().resolve(KEY) + (another ? " is another" : " does not exist")
                + ". Put the key of the installation that they come from there. If it is lost, “erase --lost-key” gives the"
                + " ids up: people whom a panel sent before are then not known again.");
    }

    private void lock() {
        sql.list(row -> 0, "select pg_advisory_xact_lock(hashtextextended('sealing_key', 0))");
    }

    private byte[] mac(String purpose, byte[] content) {
        return mac(key(), purpose, content);
    }

    private static byte[] mac(byte[] key, String purpose, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(bytes("panel-ids " + purpose + "\n"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            var aes = new SecretKeySpec(mac("content", new byte[0]), "AES");
            cipher.init(mode, aes, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what was sealed is not as it was", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
