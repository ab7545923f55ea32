package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Browsers in which an account signed in before. Whoever guesses at an account from elsewhere does not make its
/// own people wait there.
@ApplicationScoped
public class KnownDevices {
    static final String COOKIE = "device";
    static final Duration AGE = Duration.ofDays(180);

    private final Sql sql;
    private final Clock clock;

    public KnownDevices(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param email normalised
    boolean isKnown(String email, @Nullable Token device) {
        if (device == null) {
            return false;
        }
        long known = sql.number("""
                select count(*) from known_device d join account a on a.id = d.account_id
                where d.token_hash = :device and a.email = :email
                  and d.expires_at > :now""", bind("device", device.hash()), bind("email", email), bind("now", clock.instant()));
        return known > 0;
    }

    /// A device that is known from now on.
    @Transactional
    Token remember(long account) {
        Token device = Token.create();
        Instant now = clock.instant();
        sql.update("delete from known_device where expires_at < :now", bind("now", now));
        sql.update(
                """
                insert into known_device (token_hash, account_id, created_at, expires_at)
                values (:device, :account, :now, :expires)""",
                bind("device", device.hash()),
                bind("account", account),
                bind("now", now),
                bind("expires", now.plus(AGE)));
        return device;
    }

    void forgetAll(long account) {
        sql.update("delete from known_device where account_id = :account", bind("account", account));
    }
}
