package parallax.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.store.Edited;

/// A key with which a program reads the API in the name of an account. Its text is shown once; what is kept is
/// its hash.
@Entity
public class ApiKey extends Edited {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long accountId;
    private String name;
    private String[] scopes;
    private Instant createdAt;
    private @Nullable Instant revokedAt;

    @SuppressWarnings("UnusedVariable") // Sessions finds the key by it, in SQL
    private byte[] tokenHash;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected ApiKey() {}

    ApiKey(long accountId, String name, Set<String> scopes, Token token, Instant createdAt) {
        this.accountId = accountId;
        this.name = name;
        this.scopes = scopes.stream().sorted().toArray(String[]::new);
        this.tokenHash = token.hash();
        this.createdAt = createdAt;
    }

    /// An account's keys, newest first.
    static List<ApiKey> of(long accountId) {
        return list("accountId = ?1 order by id desc", accountId);
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    /// What it may do, in order.
    public List<String> scopes() {
        return List.of(scopes);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public boolean isRevoked() {
        return revokedAt != null;
    }

    boolean belongsTo(long account) {
        return accountId == account;
    }

    void revoke(Instant now) {
        revokedAt = now;
    }
}
