package parallax.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Making and revoking the keys of an account's programs. Both are on the audit trail.
@ApplicationScoped
public class ApiKeys {
    /// What a key can be allowed: to read studies, items, distributions and, for owners, the audit trail; to read
    /// individual judgments; to change something.
    public static final List<String> SCOPES = List.of("read", "export", "write");

    private final Clock clock;
    private final AuditTrail trail;

    public ApiKeys(Clock clock, AuditTrail trail) {
        this.clock = clock;
        this.trail = trail;
    }

    /// @param scopes of [#SCOPES], one at least
    /// @return the key's text, which nobody can read again
    @Transactional
    public Token create(long accountId, String name, Set<String> scopes) {
        Token text = Token.create();
        var key = new ApiKey(accountId, name, scopes, text, clock.instant());
        key.persist();
        trail.record(entry(AuditAction.API_KEY_CREATED, accountId, key)
                .with("name", name)
                .with("scopes", String.join(", ", key.scopes())));
        return text;
    }

    /// @return whether the account has such a key, and it was not revoked before
    @Transactional
    public boolean revoke(long accountId, long keyId) {
        Optional<ApiKey> key = ApiKey.<ApiKey>findByIdOptional(keyId)
                .filter(found -> found.belongsTo(accountId) && !found.isRevoked());
        key.ifPresent(found -> {
            found.revoke(clock.instant());
            trail.record(entry(AuditAction.API_KEY_REVOKED, accountId, found));
        });
        return key.isPresent();
    }

    /// Ends every key of an account.
    @Transactional
    public void revokeAll(long accountId) {
        ApiKey.of(accountId).stream().filter(key -> !key.isRevoked()).forEach(key -> revoke(accountId, key.id()));
    }

    private static AuditEntry entry(AuditAction action, long accountId, ApiKey key) {
        return AuditEntry.of(Actor.account(accountId), action).about(key.id());
    }
}
