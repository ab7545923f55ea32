package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import parallax.store.Sql;

/// Links that make another browser one that an account knows: whoever guesses at the account from elsewhere
/// then does not make its people wait there. They sign nobody in.
@ApplicationScoped
public class DeviceLinks {
    static final Duration LENGTH = Duration.ofMinutes(15);

    private final Sql sql;
    private final Clock clock;
    private final KnownDevices devices;
    private final AuditTrail trail;

    public DeviceLinks(Sql sql, Clock clock, KnownDevices devices, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.devices = devices;
        this.trail = trail;
    }

    /// The only one that the account has from now on.
    @Transactional
    Token create(long account) {
        Token token = Token.create();
        Instant now = clock.instant();
        sql.update(
                "delete from device_link where account_id = :account or expires_at < :now",
                bind("account", account),
                bind("now", now));
        sql.update(
                """
                insert into device_link (token_hash, account_id, created_at, expires_at)
                values (:token, :account, :now, :expires)""",
                bind("token", token.hash()),
                bind("account", account),
                bind("now", now),
                bind("expires", now.plus(LENGTH)));
        trail.record(entry(AuditAction.DEVICE_LINK_CREATED, account));
        return token;
    }

    boolean isOpen(Token token) {
        return sql.number(
                        "select count(*) from device_link where token_hash = :token and expires_at > :now",
                        bind("token", token.hash()),
                        bind("now", clock.instant()))
                > 0;
    }

    /// @return what the browser shows from now on; nothing if the link is over
    @Transactional
    Optional<Token> use(Token token) {
        Optional<Long> account = sql.first(
                row -> row.getLong(1),
                "delete from device_link where token_hash = :token and expires_at > :now returning account_id",
                bind("token", token.hash()),
                bind("now", clock.instant()));
        account.ifPresent(id -> trail.record(entry(AuditAction.DEVICE_LINK_USED, id)));
        return account.map(devices::remember);
    }

    private static AuditEntry entry(AuditAction action, long account) {
        return AuditEntry.of(Actor.account(account), action).about(account);
    }
}
