package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import parallax.store.Sql;

/// Slows down guessing. A try counts as a failure from before the password is looked at until it turns out to
/// be right, so that a thousand at once are no more than a thousand one after the other.
///
/// Whoever fails at one account from one address waits, and longer each time; so do an address that tries
/// many accounts, and an account that many addresses try. A [known device][KnownDevices] of the account
/// answers for itself alone.
///
/// Kept in the database, so that it holds across web replicas; addresses only as hashes keyed by the
/// installation.
@ApplicationScoped
public class SignInLimit {
    static final int FREE = 10;
    static final int PER_ADDRESS = 50;
    static final Duration ADDRESS_WHILE = Duration.ofMinutes(15);
    static final int PER_ACCOUNT = 100;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private final Sql sql;
    private final Clock clock;
    private final InstallationSecret secret;
    private final KnownDevices devices;
    private final AuditTrail trail;

    public SignInLimit(Sql sql, Clock clock, InstallationSecret secret, KnownDevices devices, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.secret = secret;
        this.devices = devices;
        this.trail = trail;
    }

    /// A try that was let through, and counts as failed unless it is taken back.
    ///
    /// @param id of its row; 0 if it must wait instead
    record Reserved(long id, Duration delay) {
        boolean mustWait() {
            return delay.isPositive();
        }
    }

    /// Failures that are counted together.
    private record Counted(String condition, List<Sql.Binding> hashes) {}

    /// How long a try must wait; nothing if it may be made now.
    public Duration wait(SignInTry attempt) {
        return wait(attempt, devices.isKnown(attempt.email(), attempt.device()));
    }

    /// Lets a try through, or says how long it must wait. Tries from one address, or by one device, are let
    /// through one after the other.
    @Transactional
    public Reserved reserve(SignInTry attempt) {
        boolean known = devices.isKnown(attempt.email(), attempt.device());
        byte[] device = known ? Objects.requireNonNull(attempt.device()).hash() : null;
        byte[] gate = device == null ? hash(attempt.address()) : device;
        sql.list(
                row -> 0,
                "select pg_advisory_xact_lock(hashtextextended(encode(:gate, 'hex'), 0))",
                bind("gate", gate));
        Duration wait = wait(attempt, known);
        if (wait.isPositive()) {
            return new Reserved(0, wait);
        }
        sql.update(
                "delete from sign_in_failure where failed_at < :day_ago",
                bind("day_ago", clock.instant().minus(DAY)));
        return new Reserved(
                sql.number(
                        """
                        insert into sign_in_failure (email_hash, address_hash, device_hash, failed_at)
                        values (:email, :address, :device, :now) returning id""",
                        bind("email", hash(attempt.counted())),
                        bind("address", hash(attempt.address())),
                        bind("device", device),
                        bind("now", clock.instant())),
                Duration.ZERO);
    }

    /// What was let through turned out to be wrong; that is on the audit trail, and so is that the next
    /// must wait.
    @Transactional
    public void failed(SignInTry attempt) {
        trail.record(entry(AuditAction.SIGN_IN_FAILED, attempt));
        if (wait(attempt).isPositive()) {
            trail.record(entry(AuditAction.SIGN_IN_THROTTLED, attempt));
        }
    }

    /// What was let through turned out to be right: it was no failure, and those before it from there
    /// are forgotten.
    @Transactional
    public void succeeded(SignInTry attempt, Reserved reserved) {
        sql.update(
                """
                delete from sign_in_failure where id = :id
                   or email_hash = :email and (address_hash = :address and device_hash is null or device_hash = :device)""",
                bind("id", reserved.id()),
                bind("email", hash(attempt.counted())),
                bind("address", hash(attempt.address())),
                bind(
                        "device",
                        attempt.device() == null ? null : attempt.device().hash()));
    }

    private Duration wait(SignInTry attempt, boolean known) {
        if (known) {
            byte[] device = Objects.requireNonNull(attempt.device()).hash();
            return growing(new Counted("device_hash = :device", List.of(bind("device", device))));
        }
        var email = bind("email", hash(attempt.counted()));
        var address = bind("address", hash(attempt.address()));
        return Stream.of(
                        growing(new Counted(
                                "email_hash = :email and address_hash = :address", List.of(email, address))),
                        full(new Counted("address_hash = :address", List.of(address)), PER_ADDRESS, ADDRESS_WHILE),
                        full(new Counted("email_hash = :email", List.of(email)), PER_ACCOUNT, DAY))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    /// Nothing for the first few failures of a day, then half a minute after the last one, twice that after
    /// the next, up to a quarter of an hour.
    private Duration growing(Counted counted) {
        List<Instant> failures = last(counted, DAY, FREE + 10);
        if (failures.size() < FREE) {
            return Duration.ZERO;
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << (failures.size() - FREE));
        return left(failures.getFirst(), delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
    }

    /// So many within a while, and the next must wait until the first of them is over.
    private Duration full(Counted counted, int most, Duration within) {
        List<Instant> failures = last(counted, within, most);
        return failures.size() < most ? Duration.ZERO : left(failures.getLast(), within);
    }

    private Duration left(Instant since, Duration delay) {
        Duration left = Duration.between(clock.instant(), since.plus(delay));
        return left.isPositive() ? left : Duration.ZERO;
    }

    /// The newest first. What known devices did counts for them alone.
    private List<Instant> last(Counted counted, Duration within, int most) {
        var bindings = new ArrayList<>(counted.hashes());
        bindings.add(bind("since", clock.instant().minus(within)));
        bindings.add(bind("most", most));
        String whose = counted.condition().startsWith("device_hash") ? "" : " and device_hash is null";
        return sql.list(
                row -> Objects.requireNonNull(Sql.instant(row, "failed_at")),
                "select failed_at from sign_in_failure where " + counted.condition() + whose
                        + " and failed_at > :since order by failed_at desc limit :most",
                bindings.toArray(Sql.Binding[]::new));
    }

    private AuditEntry entry(AuditAction action, SignInTry attempt) {
        AuditEntry entry = AuditEntry.of(Actor.system(), action)
                .with("email", trail.keyed(attempt.email()))
                .with("address", trail.keyed(attempt.address()));
        return attempt.step() == SignInTry.Step.SECOND_FACTOR ? entry.with("at", "second factor") : entry;
    }

    private byte[] hash(String value) {
        return secret.mac("sign-in", value.getBytes(StandardCharsets.UTF_8));
    }
}
