package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import parallax.settings.Settings;
import parallax.store.Sql;

/// Signed-in sessions and API keys: looked up by the hash of what the client holds, so that signing out
/// ends them at once.
@ApplicationScoped
public class Sessions {
    static final Duration LENGTH = Duration.ofHours(12);
    /// How exactly it is known when a session was last used: to write that down costs a statement.
    private static final Duration SEEN_WITHIN = Duration.ofMinutes(1);

    private final Sql sql;
    private final Clock clock;
    private final AuditTrail trail;
    private final Duration idle;

    public Sessions(Sql sql, Clock clock, AuditTrail trail, Settings settings) {
        this.sql = sql;
        this.clock = clock;
        this.trail = trail;
        this.idle = settings.session().idle();
    }

    /// A session as its owner sees it.
    ///
    /// @param browser in words: “Firefox on Linux”
    public record Open(long id, String browser, Instant since, Instant lastSeen, boolean current) {}

    /// @param seen when it was used before
    private record Found(Holder holder, Instant seen) {}

    /// Who holds a session or key.
    ///
    /// @param scopes what an API key may do, comma separated; empty for a session
    public record Holder(long accountId, String email, String displayName, Role role, String scopes, Proof proof) {}

    /// Signs in with a password.
    public Token start(long accountId) {
        return start(accountId, "", Proof.PASSWORD);
    }

    /// @param browser in words, for the list of one's sessions
    @Transactional
    public Token start(long accountId, String browser, Proof proof) {
        Token token = Token.create();
        Instant now = clock.instant();
        sql.update(
                "delete from account_session where expires_at < :now or last_seen_at < :idle",
                bind("now", now),
                bind("idle", now.minus(idle)));
        sql.update(
                """
                insert into account_session (token_hash, account_id, created_at, last_seen_at, expires_at, browser, proof)
                values (:token, :account, :now, :now, :expires, :browser, :proof)""",
                bind("token", token.hash()),
                bind("account", accountId),
                bind("now", now),
                bind("expires", now.plus(LENGTH)),
                bind("browser", browser),
                bind("proof", proof.word()));
        trail.record(entry(AuditAction.SIGNED_IN, accountId).with("proof", proof.word()));
        return token;
    }

    /// The newest first.
    ///
    /// @param current the one that asks
    List<Open> of(long accountId, Token current) {
        return sql.list(
                row -> new Open(
                        row.getLong("id"),
                        row.getString("browser"),
                        Objects.requireNonNull(Sql.instant(row, "created_at")),
                        Objects.requireNonNull(Sql.instant(row, "last_seen_at")),
                        row.getBoolean("current")),
                """
                select id, browser, created_at, last_seen_at, token_hash = :current as current from account_session
                where account_id = :account and expires_at > :now and last_seen_at > :idle order by id desc""",
                bind("current", current.hash()),
                bind("account", accountId),
                bind("now", clock.instant()),
                bind("idle", clock.instant().minus(idle)));
    }

    /// Ends one of an account's own sessions.
    ///
    /// @return whether it had it
    @Transactional
    boolean end(long accountId, long id) {
        int ended = sql.update(
                "delete from account_session where account_id = :account and id = :id",
                bind("account", accountId),
                bind("id", id));
        if (ended > 0) {
            trail.record(entry(AuditAction.SESSION_ENDED, accountId));
        }
        return ended > 0;
    }

    /// Ends all of an account's sessions but the one that asks.
    @Transactional
    void endOthers(long accountId, Token current) {
        int ended = sql.update(
                "delete from account_session where account_id = :account and token_hash <> :current",
                bind("account", accountId),
                bind("current", current.hash()));
        if (ended > 0) {
            trail.record(entry(AuditAction.SESSION_ENDED, accountId).with("sessions", Integer.toString(ended)));
        }
    }

    /// A session that began with a password alone has shown a second factor.
    void strengthen(Token current) {
        sql.update(
                "update account_session set proof = 'second_factor' where token_hash = :current and proof = 'password'",
                bind("current", current.hash()));
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
        Instant now = clock.instant();
        Optional<Found> found = sql.first(
                row -> new Found(
                        holder(row, "", Proof.of(row.getString("proof"))),
                        Objects.requireNonNull(Sql.instant(row, "last_seen_at"))),
                """
                select a.id, a.email, a.display_name, a.role, s.last_seen_at,
                       case when s.proof = 'password' and a.role <> 'rater'
                                and exists (select 1 from installation_rules where second_factor)
                            then 'too_little' else s.proof end as proof
                from account_session s join account a on a.id = s.account_id
                where s.token_hash = :token and s.expires_at > :now and s.last_seen_at > :idle and a.disabled_at is null""",
                bind("token", token.hash()),
                bind("now", now),
                bind("idle", now.minus(idle)));
        if (found.filter(session -> session.seen().isBefore(now.minus(SEEN_WITHIN)))
                .isPresent()) {
            sql.update(
                    "update account_session set last_seen_at = :now where token_hash = :token",
                    bind("now", now),
                    bind("token", token.hash()));
        }
        return found.map(Found::holder);
    }

    private static Holder holder(ResultSet row, String scopes, Proof proof) throws SQLException {
        return new Holder(
                row.getLong("id"),
                row.getString("email"),
                row.getString("display_name"),
                Role.of(row.getString("role")),
                scopes,
                proof);
    }

    Optional<Holder> ofApiKey(Token token) {
        return sql.first(row -> holder(row, row.getString("scopes"), Proof.KEY), """
                select a.id, a.email, a.display_name, a.role, array_to_string(k.scopes, ',') as scopes
                from api_key k join account a on a.id = k.account_id
                where k.token_hash = :token and cardinality(k.scopes) > 0
                  and k.revoked_at is null and a.disabled_at is null""", bind("token", token.hash()));
    }
}
