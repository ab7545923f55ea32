package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Links that let their holder set one password, once. Opening the page does not use the link up; sending
/// its form does.
@ApplicationScoped
public class OneTimeLink {
    private static final Duration SET_UP = Duration.ofDays(30);
    private static final Duration PASSWORD = Duration.ofDays(2);

    private final Sql sql;
    private final Clock clock;
    private final AuditTrail trail;

    public OneTimeLink(Sql sql, Clock clock, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.trail = trail;
    }

    /// @param accountId whose password the link sets; null for the first owner, who has no account yet
    public record Purpose(@Nullable Long accountId) {
        public boolean isFirstOwner() {
            return accountId == null;
        }
    }

    /// A link for the first owner, or nothing once there is an owner. An earlier unused link stops working.
    @Transactional
    public Optional<Token> forFirstOwner() {
        if (sql.number("select count(*) from account where role = 'owner'") > 0) {
            return Optional.empty();
        }
        sql.update("delete from one_time_link where purpose = 'first_owner'");
        return Optional.of(create("first_owner", null, SET_UP, Actor.system()));
    }

    @Transactional
    public Token forPassword(long accountId, Actor by) {
        sql.update("delete from one_time_link where account_id = :account", bind("account", accountId));
        return create("password", accountId, PASSWORD, by);
    }

    public Optional<Purpose> find(Token token) {
        return sql.first(
                row -> new Purpose(row.getObject("account_id", Long.class)),
                """
                select account_id from one_time_link
                where token_hash = :token and used_at is null and expires_at > :now
                  and (purpose <> 'first_owner' or not exists (select 1 from account where role = 'owner'))""",
                bind("token", token.hash()),
                bind("now", clock.instant()));
    }

    /// @return whether this call was the one that used it
    @Transactional
    boolean use(Token token) {
        Instant now = clock.instant();
        List<Purpose> used = sql.list(
                row -> new Purpose(row.getObject("account_id", Long.class)),
                """
                update one_time_link set used_at = :now
                where token_hash = :token and used_at is null and expires_at > :now returning account_id""",
                bind("now", now),
                bind("token", token.hash()));
        used.forEach(link -> trail.record(entry(AuditAction.LINK_USED, link.accountId(), Actor.system())));
        return !used.isEmpty();
    }

    private Token create(String purpose, @Nullable Long accountId, Duration validity, Actor by) {
        Token token = Token.create();
        sql.update(
                """
                insert into one_time_link (token_hash, purpose, account_id, created_at, expires_at)
                values (:token, :purpose, :account, :now, :expires)""",
                bind("token", token.hash()),
                bind("purpose", purpose),
                bind("account", accountId),
                bind("now", clock.instant()),
                bind("expires", clock.instant().plus(validity)));
        trail.record(entry(AuditAction.LINK_CREATED, accountId, by));
        return token;
    }

    private static AuditEntry entry(AuditAction action, @Nullable Long accountId, Actor by) {
        AuditEntry entry = AuditEntry.of(by, action);
        return accountId == null ? entry.with("for", "the first owner") : entry.about(accountId);
    }
}
