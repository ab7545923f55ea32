package parallax.rater;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import parallax.identity.InstallationKey;
import parallax.store.Sealing;
import parallax.store.Sql;
import parallax.store.StoreFailure;

/// Seals panels' names for their people: as a keyed hash, by which somebody is known again, and
/// encrypted beside it for who must talk with the panel. The key lies outside the database; without it
/// neither can be undone, or made again.
@ApplicationScoped
public class PanelIds {
    private static final String SEALED = "sealed ";
    private static final String ERASED = "erased ";

    private final Sql sql;
    private final InstallationKey key;

    public PanelIds(Sql sql, InstallationKey key) {
        this.sql = sql;
        this.key = key;
    }

    /// The keyed hash that stands for a panel's name for somebody: always the same for the same one.
    String name(String panel, String id) {
        return SEALED + HexFormat.of().formatHex(sealing().mac("name", bytes(panel + "\n" + id)));
    }

    /// What stands for a rater of whom nothing is left.
    byte[] erasureHash(String rater) {
        return sealing().mac("erasure", bytes(rater));
    }

    /// Whether this is a hash, or what is left of one, and no panel's own name.
    static boolean isSealed(String stored) {
        return stored.startsWith(SEALED) || stored.startsWith(ERASED);
    }

    byte[] encrypted(String text) {
        return sealing().sealed(text);
    }

    String decrypted(byte[] whole) {
        return sealing().opened(whole).orElseThrow(() -> new IllegalStateException("what was sealed is not as it was"));
    }

    /// Refuses to go on without the key: everybody from a panel would be taken for somebody new. A new
    /// installation makes it.
    ///
    /// @throws StoreFailure saying what to do
    public void requireKey() {
        key.require();
    }

    /// Gives up the ids whose key is lost: those people are not known again, and nobody can read their
    /// ids. A new key is made when it is needed.
    ///
    /// @return of how many raters
    public int giveUp() {
        return QuarkusTransaction.requiringNew().call(() -> {
            key.giveUp();
            int raters = sql.update("""
                    update rater set sealed_id = null, external_id = 'erased ' || id
                    where external_id like 'sealed %'""");
            sql.update("update participation set sealed_visit = null where sealed_visit is not null");
            return raters;
        });
    }

    private Sealing sealing() {
        return key.sealing(InstallationKey.PANEL_IDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
