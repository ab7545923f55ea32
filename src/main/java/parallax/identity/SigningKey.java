package parallax.identity;

import static parallax.store.Sql.bind;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import parallax.store.Sealing;
import parallax.store.Sql;
import parallax.store.StoreFailure;

/// The key with which the installation signs what it hands out (Ed25519). It is made at first use; its private
/// half is sealed with the key that lies outside the database.
///
/// @see <a href="https://doi.org/10.17487/RFC8032">RFC 8032</a>
@ApplicationScoped
public class SigningKey {
    public static final String ALGORITHM = "Ed25519";

    private final Sql sql;
    private final Clock clock;
    private final InstallationKey installation;

    public SigningKey(Sql sql, Clock clock, InstallationKey installation) {
        this.sql = sql;
        this.clock = clock;
        this.installation = installation;
    }

    /// @param publicKey by which anybody can check it, as it is encoded (X.509)
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Signed(byte[] publicKey, byte[] signature) {}

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Stored(byte[] publicKey, byte[] sealed) {}

    public Signed sign(byte[] content) {
        Stored stored = stored().orElseGet(this::make);
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(opened(stored));
            signature.update(content);
            return new Signed(stored.publicKey, signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /// The public half, where anything was signed already.
    public Optional<byte[]> publicKey() {
        return stored().map(Stored::publicKey);
    }

    private PrivateKey opened(Stored stored) throws GeneralSecurityException {
        String text = sealing()
                .opened(stored.sealed)
                .orElseThrow(
                        () -> new StoreFailure("The key that datasets are signed with was sealed with another key."));
        return KeyFactory.getInstance(ALGORITHM)
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
    }

    private Sealing sealing() {
        return installation.sealing("signing-key");
    }

    private Optional<Stored> stored() {
        return sql.first(
                row -> new Stored(row.getBytes(1), row.getBytes(2)),
                "select public_key, sealed_private_key from signing_key order by id desc limit 1");
    }

    /// Where two processes make one at once, the first one holds for both.
    private Stored make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] sealed = sealing()
                    .sealed(Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            return QuarkusTransaction.requiringNew().call(() -> {
                sql.list(row -> 0, "select pg_advisory_xact_lock(hashtextextended('signing_key', 0))");
                return stored().orElseGet(() -> keep(pair.getPublic().getEncoded(), sealed));
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private Stored keep(byte[] publicKey, byte[] sealed) {
        sql.update(
                "insert into signing_key (public_key, sealed_private_key, created_at) values (:key, :sealed, :now)",
                bind("key", publicKey),
                bind("sealed", sealed),
                bind("now", clock.instant()));
        return new Stored(publicKey, sealed);
    }
}
