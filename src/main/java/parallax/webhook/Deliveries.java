package parallax.webhook;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.InstallationKey;
import parallax.settings.Settings;
import parallax.store.Sql;

/// What waits for each webhook, in the order in which it happened, and what became of it. A process takes a
/// webhook for a while, so that no two send to it at once; the first event that waits holds up those after it.
@ApplicationScoped
public class Deliveries {
    /// How long a webhook is left alone after the first, second, … failure in a row. After the last it is
    /// paused: three days of tries.
    static final List<Duration> RESTS = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofHours(24),
            Duration.ofHours(24));

    /// How long the log of a webhook keeps an event; one that still waits then is dropped.
    static final Duration KEPT = Duration.ofDays(30);

    private final Sql sql;
    private final Clock clock;
    private final AuditTrail trail;
    private final InstallationKey key;
    private final Duration silence;

    public Deliveries(Sql sql, Clock clock, AuditTrail trail, InstallationKey key, Settings settings) {
        this.sql = sql;
        this.clock = clock;
        this.trail = trail;
        this.key = key;
        this.silence = settings.runner().silence();
    }

    /// A webhook that a process sends to for a while.
    ///
    /// @param secret with which deliveries are signed; nothing if it was sealed with a key that is gone
    record Turn(long webhookId, long studyId, URI address, Optional<String> secret, String process) {}

    /// Whether an event can be sent now.
    boolean isAnyDue() {
        return sql.number("select count(*) where exists (select 1 " + DUE + ")", bind("now", clock.instant())) > 0;
    }

    /// Takes the webhook that has waited longest for its turn.
    @Transactional
    Optional<Turn> claim(String process) {
        Instant now = clock.instant();
        return sql.first(
                row -> new Turn(
                        row.getLong("id"),
                        row.getLong("study_id"),
                        URI.create(row.getString("url")),
                        Webhooks.sealing(key).opened(row.getBytes("sealed_secret")),
                        process),
                "update webhook set claimed_by = :process, claimed_until = :until where id = (select w.id " + DUE
                        + " order by w.claimed_until nulls first, w.id limit 1 for no key update of w skip locked)"
                        + " returning id, study_id, url, sealed_secret",
                bind("process", process),
                bind("until", now.plus(silence)),
                bind("now", now));
    }

    /// Not locked for the keys of rows that refer to it: raters' submissions never wait for a delivery.
    private static final String DUE = """
            from webhook w
            where w.removed_at is null and w.paused_at is null and (w.resting_until is null or w.resting_until <= :now)
              and (w.claimed_by is null or w.claimed_until < :now)
              and exists (select 1 from outbox o where o.webhook_id = w.id and o.state = 'waiting')""";

    /// The event that is to be sent now; nothing if none waits, or the webhook is no longer the process's.
    @Transactional
    Optional<Delivery> next(Turn turn) {
        return beat(turn)
                ? sql.first(
                        Deliveries::read,
                        "select * from outbox where webhook_id = :id and state = 'waiting' order by id limit 1",
                        bind("id", turn.webhookId()))
                : Optional.empty();
    }

    /// Says that the process is alive.
    ///
    /// @return whether the webhook is still its own: not removed or paused, not taken over
    boolean beat(Turn turn) {
        return sql.update(
                        "update webhook set claimed_until = :until where id = :id and claimed_by = :process"
                                + " and removed_at is null and paused_at is null",
                        bind("until", clock.instant().plus(silence)),
                        bind("id", turn.webhookId()),
                        bind("process", turn.process()))
                == 1;
    }

    /// Keeps what a try was answered with.
    @Transactional
    void keep(Turn turn, Delivery delivery, Answer answer) {
        if (answer.isTaken()) {
            tried(delivery, answer, Delivery.State.DELIVERED);
            sql.update(
                    "update webhook set failures = 0, resting_until = null where id = :id",
                    bind("id", turn.webhookId()));
            return;
        }
        Optional<Integer> failures = sql.first(
                row -> row.getInt(1),
                "update webhook set failures = failures + 1 where id = :id and claimed_by = :process returning failures",
                bind("id", turn.webhookId()),
                bind("process", turn.process()));
        failures.ifPresent(soFar -> failed(turn, delivery, answer, soFar));
    }

    private void failed(Turn turn, Delivery delivery, Answer answer, int failures) {
        boolean givenUp = answer.isFinal() || failures > RESTS.size();
        tried(delivery, answer, givenUp ? Delivery.State.FAILED : Delivery.State.WAITING);
        if (!givenUp) {
            sql.update(
                    "update webhook set resting_until = :until where id = :id",
                    bind("until", clock.instant().plus(RESTS.get(failures - 1))),
                    bind("id", turn.webhookId()));
            return;
        }
        String reason =
                answer.failure() + (failures > 1 ? ", and before it " + (failures - 1) + " tries failed in a row" : "");
        sql.update(
                "update webhook set paused_at = :now, paused_reason = :reason, failures = 0, resting_until = null"
                        + " where id = :id",
                bind("now", clock.instant()),
                bind("reason", reason),
                bind("id", turn.webhookId()));
        trail.record(AuditEntry.of(Actor.system(), AuditAction.WEBHOOK_GIVEN_UP)
                .inStudy(turn.studyId())
                .about(turn.webhookId())
                .with("delivery", Long.toString(delivery.id())));
    }

    /// One that was removed or replayed meanwhile is left as it is.
    private void tried(Delivery delivery, Answer answer, Delivery.State state) {
        sql.update(
                """
                update outbox set state = :state, tries = tries + 1, tried_at = :now, answer = :answer, failure = :failure,
                    delivered_at = case when :state = 'delivered' then cast(:now as timestamptz) end
                where id = :id and state = 'waiting'""",
                bind("state", state.word()),
                bind("now", clock.instant()),
                bind("answer", answer.status()),
                bind("failure", answer.failure().isEmpty() ? null : answer.failure()),
                bind("id", delivery.id()));
    }

    /// Lets others have their turn.
    void release(Turn turn) {
        sql.update(
                "update webhook set claimed_by = null, claimed_until = :now where id = :id and claimed_by = :process",
                bind("now", clock.instant()),
                bind("id", turn.webhookId()),
                bind("process", turn.process()));
    }

    /// Deletes what was kept long enough.
    @Transactional
    void forget() {
        Instant now = clock.instant();
        sql.update("delete from outbox where created_at < :before", bind("before", now.minus(KEPT)));
        sql.update("delete from webhook where removed_at < :before", bind("before", now.minus(Duration.ofDays(1))));
    }

    /// The log of a webhook, newest first.
    ///
    /// @param before the id that they lie below
    public List<Delivery> of(long studyId, long webhookId, long before, int most) {
        return sql.list(
                Deliveries::read,
                "select o.* from outbox o where o.study_id = :study and o.webhook_id = :id and o.id < :before"
                        + " order by o.id desc limit :most",
                bind("study", studyId),
                bind("id", webhookId),
                bind("before", before),
                bind("most", most));
    }

    private static Delivery read(ResultSet row) throws SQLException {
        String failure = row.getString("failure");
        return new Delivery(
                row.getLong("id"),
                new Delivery.Told(
                        row.getLong("study_id"),
                        row.getString("kind"),
                        row.getString("data"),
                        Objects.requireNonNull(Sql.instant(row, "created_at"))),
                Delivery.State.of(row.getString("state")),
                row.getInt("tries"),
                Sql.instant(row, "tried_at"),
                row.getObject("answer", Integer.class),
                failure == null ? "" : failure);
    }
}
