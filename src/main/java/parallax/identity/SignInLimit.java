package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import parallax.store.Sql;

/// Slows down guessing: so many failures per address of e-mail or network within a while, and the next try
/// must wait.
///
/// Kept in the database, so that it holds across web replicas; addresses only as hashes keyed by the
/// installation.
@ApplicationScoped
public class SignInLimit {
    static final Duration WHILE = Duration.ofMinutes(15);
    static final int FAILURES_PER_EMAIL = 10;
    static final int FAILURES_PER_ADDRESS = 50;

    private final Sql sql;
    private final Clock clock;
    private final InstallationSecret secret;
    private final AuditTrail trail;

    public SignInLimit(Sql sql, Clock clock, InstallationSecret secret, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.secret = secret;
        this.trail = trail;
    }

    public boolean isReached(String email, String address) {
        Instant since = clock.instant().minus(WHILE);
        return failures("email_hash", email, since) >= FAILURES_PER_EMAIL
                || failures("address_hash", address, since) >= FAILURES_PER_ADDRESS;
    }

    /// Counts a failure, which is on the audit trail too.
    @Transactional
    public void failed(String email, String address) {
        trail.record(AuditEntry.of(Actor.system(), AuditAction.SIGN_IN_FAILED)
                .with("email", trail.keyed(email))
                .with("address", trail.keyed(address)));
        sql.update(
                "delete from sign_in_failure where failed_at < :day_ago",
                bind("day_ago", clock.instant().minus(Duration.ofDays(1))));
        sql.update(
                "insert into sign_in_failure (email_hash, address_hash, failed_at) values (:email, :address, :now)",
                bind("email", hash(email)),
                bind("address", hash(address)),
                bind("now", clock.instant()));
    }

    public void succeeded(String email) {
        sql.update("delete from sign_in_failure where email_hash = :email", bind("email", hash(email)));
    }

    private long failures(String column, String value, Instant since) {
        return sql.number(
                "select count(*) from sign_in_failure where " + column + " = :hash and failed_at > :since",
                bind("hash", hash(value)),
                bind("since", since));
    }

    private byte[] hash(String value) {
        return secret.mac("sign-in", value.getBytes(StandardCharsets.UTF_8));
    }
}
