package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parallax.store.Sql;

/// Secrets that an installation makes for itself at first use and shares among its processes through the
/// database.
@ApplicationScoped
public class InstallationSecret {
    private final Sql sql;
    private final Clock clock;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    public InstallationSecret(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// HMAC-SHA-256 of a content under the secret of that name.
    public byte[] mac(String name, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret(name), "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    public byte[] secret(String name) {
        return known.computeIfAbsent(name, this::readOrCreate);
    }

    private byte[] readOrCreate(String name) {
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        sql.update(
                "insert into installation_secret (name, secret, created_at) values (:name, :secret, :now) on conflict do nothing",
                bind("name", name),
                bind("secret", fresh),
                bind("now", clock.instant()));
        return sql.one(
                row -> row.getBytes(1),
                "select secret from installation_secret where name = :name",
                bind("name", name));
    }
}
