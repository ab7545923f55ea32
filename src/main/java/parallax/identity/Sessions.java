package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import parallax.store.Sql;

/// Signed-in sessions and API keys: looked up by the hash of what the client holds, so that signing out
/// ends them at once.
@ApplicationScoped
public class Sessions {
    static final Duration LENGTH = Duration.ofHours(12);

    private final Sql sql;
    private final Clock clock;
    private final AuditTrail trail;

    public Sessions(Sql sql, Clock clock, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.trail = trail;
    }

    /// Who holds a session or key.
    ///
    /// @param scopes what an API key may do, comma separated; empty for a session
    public record Holder(long accountId, String email, String displayName, Role role, String scopes) {}

    /// Signs in.
    @Transactional
    public Token start(long accountId) {
        Token token = Token.create();
        Instant now = clock.instant();
        sql.update("delete from account_session where expires_at < :now", bind("now", now));
        sql.update(
                "insert into account_session (token_hash, account_id, expires_at) values (:token, :account, :expires)",
                bind("token", token.hash()),
                bind("account", accountId),
                bind("expires", now.plus(LENGTH)));
        trail.record(entry(AuditAction.SIGNED_IN, accountId));
        return token;
    }

    private static AuditEntry entry(AuditAction action, long accountId) {
        return AuditEntry.of(Actor.account(accountId), action).about(accountId);
    }

    /// Signs out.
    @Transactional
    public void end(Token token) {
        sql.first(
                        row -> row.getLong(1),
                        "delete from account_session where token_hash = :token returning account_id",
                        bind("token", token.hash()))
                .ifPresent(account -> trail.record(entry(AuditAction.SIGNED_OUT, account)));
    }

    public void endAll(long accountId) {
        sql.update("delete from account_session where account_id = :account", bind("account", accountId));
    }

    Optional<Holder> ofSession(Token token) {
        return sql.first(
                row -> new Holder(
                        row.getLong("id"),
                        row.getString("email"),
                        row.getString("display_name"),
                        Role.of(row.getString("role")),
                        ""),
                """
                select a.id, a.email, a.display_name, a.role
                from account_session s join account a on a.id = s.account_id
                where s.token_hash = :token and s.expires_at > :now and a.disabled_at is null""",
                bind("token", token.hash()),
                bind("now", clock.instant()));
    }

    Optional<Holder> ofApiKey(Token token) {
        return sql.first(
                row -> new Holder(
                        row.getLong("id"),
                        row.getString("email"),
                        row.getString("display_name"),
                        Role.of(row.getString("role")),
                        row.getString("scopes")),
                """
                select a.id, a.email, a.display_name, a.role, array_to_string(k.scopes, ',') as scopes
                from api_key k join account a on a.id = k.account_id
                where k.token_hash = :token and cardinality(k.scopes) > 0 and k.revoked_at is null and a.disabled_at is null""",
                bind("token", token.hash()));
    }
}
