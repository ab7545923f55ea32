package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Keys with which programs read the API in the name of an account. A key's text is shown once; the
/// database keeps its hash.
@ApplicationScoped
public class ApiKeys {
    /// What a key can be allowed: studies, items, distributions and, for owners, the audit trail; single judgments too.
    public static final List<String> SCOPES = List.of("read", "export");

    private static final int LONGEST_NAME = 200;

    private final Sql sql;
    private final Clock clock;
    private final AuditTrail trail;

    public ApiKeys(Sql sql, Clock clock, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.trail = trail;
    }

    public record Key(
            long id,
            String name,
            List<String> scopes,
            Instant createdAt,
            @Nullable Instant revokedAt) {
        public Key {
            scopes = List.copyOf(scopes);
        }
    }

    /// An account's keys, newest first.
    public List<Key> of(long accountId) {
        return sql.list(
                row -> new Key(
                        row.getLong("id"),
                        row.getString("name"),
                        List.of((String[]) row.getArray("scopes").getArray()),
                        Objects.requireNonNull(Sql.instant(row, "created_at")),
                        Sql.instant(row, "revoked_at")),
                "select id, name, scopes, created_at, revoked_at from api_key where account_id = :account order by id desc",
                bind("account", accountId));
    }

    /// @return the key's text, which nobody can read again
    /// @throws IllegalArgumentException in a sentence, if the name or the scopes will not do
    @Transactional
    public Token create(long accountId, String name, Set<String> scopes) {
        String given = name.strip();
        if (given.isEmpty() || given.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("Give the key a name of up to " + LONGEST_NAME + " characters.");
        }
        if (scopes.isEmpty() || !SCOPES.containsAll(scopes)) {
            throw new IllegalArgumentException("Choose what the key may do: " + String.join(", ", SCOPES) + ".");
        }
        Token key = Token.create();
        long id = sql.number(
                """
                insert into api_key (account_id, name, token_hash, scopes, created_at)
                values (:account, :name, :token, :scopes, :now) returning id""",
                bind("account", accountId),
                bind("name", given),
                bind("token", key.hash()),
                bind("scopes", scopes.stream().sorted().toArray(String[]::new)),
                bind("now", clock.instant()));
        trail.record(entry(AuditAction.API_KEY_CREATED, accountId, id)
                .with("name", given)
                .with("scopes", scopes.stream().sorted().collect(Collectors.joining(", "))));
        return key;
    }

    /// @return whether the account has such a key, and it was not revoked before
    @Transactional
    public boolean revoke(long accountId, long keyId) {
        boolean revoked =
                sql.update("""
                        update api_key set revoked_at = :now
                        where id = :key and account_id = :account and revoked_at is null""", bind("now", clock.instant()), bind("key", keyId), bind("account", accountId)) == 1;
        if (revoked) {
            trail.record(entry(AuditAction.API_KEY_REVOKED, accountId, keyId));
        }
        return revoked;
    }

    private static AuditEntry entry(AuditAction action, long accountId, long keyId) {
        return AuditEntry.of(Actor.account(accountId), action).about(keyId);
    }
}
