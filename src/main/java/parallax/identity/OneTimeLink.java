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
    private static final String ANOTHER =
            "Sign in with your password, or ask an owner of this installation for a new link.";

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

    /// What a link is good for.
    public sealed interface Look {
        record Open(Purpose purpose) implements Look {}

        /// For nothing any more, and why.
        enum Over implements Look {
            USED("This link has been used", "It works once. " + ANOTHER),
            EXPIRED("This link is too old", ANOTHER),
            UNKNOWN(
                    "This link leads nowhere",
                    "A part of it may be missing, or a newer one took its place. " + ANOTHER);

            private final String heading;
            private final String words;

            Over(String heading, String words) {
                this.heading = heading;
                this.words = words;
            }

            String heading() {
                return heading;
            }

            String words() {
                return words;
            }
        }
    }

    private record Stored(Purpose purpose, boolean used, boolean expired, boolean overtaken) {}

    public Look look(Token token) {
        Optional<Stored> found = sql.first(
                row -> new Stored(
                        new Purpose(row.getObject("account_id", Long.class)),
                        row.getBoolean("used"),
                        row.getBoolean("expired"),
                        row.getBoolean("overtaken")),
                """
                select account_id, used_at is not null as used, expires_at <= :now as expired, purpose = 'first_owner'
                    and exists (select 1 from account where role = 'owner') as overtaken
                from one_time_link where token_hash = :token""",
                bind("token", token.hash()),
                bind("now", clock.instant()));
        return found.map(OneTimeLink::look).orElse(Look.Over.UNKNOWN);
    }

    private static Look look(Stored link) {
        if (link.used() || link.overtaken()) {
            return Look.Over.USED;
        }
        return link.expired() ? Look.Over.EXPIRED : new Look.Open(link.purpose());
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
