package parallax.webhook;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.InstallationKey;
import parallax.identity.Token;
import parallax.store.Sealing;
import parallax.store.Sql;

/// The webhooks of studies: added, paused, resumed, tested, removed. Each is on the audit trail, with the host of
/// the address and no more of it, as its path can be a secret.
@ApplicationScoped
public class Webhooks {
    static final int MOST = 20;

    private final Sql sql;
    private final Clock clock;
    private final AuditTrail trail;
    private final InstallationKey key;
    private final WebhookAddresses addresses;

    public Webhooks(Sql sql, Clock clock, AuditTrail trail, InstallationKey key, WebhookAddresses addresses) {
        this.sql = sql;
        this.clock = clock;
        this.trail = trail;
        this.key = key;
        this.addresses = addresses;
    }

    /// A webhook that was added.
    ///
    /// @param secret with which its deliveries are signed, which nobody can read again
    public record Added(long id, String secret) {}

    /// What must be put right before it can be added, by field; empty if nothing must.
    public Map<String, String> faults(long studyId, WebhookDraft draft) {
        var faults = new LinkedHashMap<String, String>();
        faults.put("url", addresses.fault(draft.url()));
        faults.put("event", draft.faultOfEvents());
        faults.put("form", ofStudy(studyId).size() < MOST ? "" : "A study has at most " + MOST + " webhooks.");
        faults.values().removeIf(String::isEmpty);
        return faults;
    }

    /// @param draft one without faults
    @Transactional
    public Added add(long studyId, WebhookDraft draft, Actor by) {
        Token secret = Token.create();
        long id = sql.number(
                "insert into webhook (study_id, url, events, sealed_secret, created_by, created_at)"
                        + " values (:study, :url, :events, :secret, :by, :now) returning id",
                bind("study", studyId),
                bind("url", draft.url()),
                bind("events", draft.ordered().toArray(String[]::new)),
                bind("secret", sealing(key).sealed(secret.text())),
                bind("by", by.idOrNull()),
                bind("now", clock.instant()));
        trail.record(entry(AuditAction.WEBHOOK_ADDED, studyId, id, by)
                .with("host", String.valueOf(URI.create(draft.url()).getHost()))
                .with("events", String.join(", ", draft.ordered())));
        return new Added(id, secret.text());
    }

    static Sealing sealing(InstallationKey key) {
        return key.sealing("webhook");
    }

    /// Removes a webhook with its secret, and what was sent or waits.
    ///
    /// @return whether there was one
    @Transactional
    public boolean remove(long studyId, long id, Actor by) {
        boolean removed = sql.update(
                        "update webhook set removed_at = :now, url = '', sealed_secret = '', claimed_by = null"
                                + " where id = :id and study_id = :study and removed_at is null",
                        bind("now", clock.instant()),
                        bind("id", id),
                        bind("study", studyId))
                == 1;
        if (removed) {
            sql.update("delete from outbox where webhook_id = :id", bind("id", id));
            trail.record(entry(AuditAction.WEBHOOK_REMOVED, studyId, id, by));
        }
        return removed;
    }

    /// Sends nothing more; what happens meanwhile waits.
    ///
    /// @return whether it was not paused
    @Transactional
    public boolean pause(long studyId, long id, Actor by) {
        return changed(
                "update webhook set paused_at = :now where id = :id and study_id = :study and removed_at is null"
                        + " and paused_at is null",
                AuditAction.WEBHOOK_PAUSED,
                studyId,
                id,
                by);
    }

    /// Sends again, at once, and begins with what waits.
    ///
    /// @return whether it was paused, or left alone after a try that failed
    @Transactional
    public boolean resume(long studyId, long id, Actor by) {
        return changed(
                "update webhook set paused_at = null, paused_reason = null, failures = 0, resting_until = null"
                        + " where id = :id and study_id = :study and removed_at is null"
                        + " and (paused_at is not null or resting_until > :now)",
                AuditAction.WEBHOOK_RESUMED,
                studyId,
                id,
                by);
    }

    private boolean changed(String update, AuditAction action, long studyId, long id, Actor by) {
        boolean changed = sql.update(update, bind("now", clock.instant()), bind("id", id), bind("study", studyId)) == 1;
        if (changed) {
            trail.record(entry(action, studyId, id, by));
        }
        return changed;
    }

    /// Lets a test event wait behind what waits already.
    ///
    /// @return whether there is such a webhook, and it is not paused
    @Transactional
    public boolean ping(long studyId, long id, Actor by) {
        int rows = sql.update(PING, bind("now", clock.instant()), bind("id", id), bind("study", studyId));
        boolean waits = rows == 1;
        if (waits) {
            trail.record(entry(AuditAction.WEBHOOK_TESTED, studyId, id, by));
        }
        return waits;
    }

    /// Sends an event again that was delivered or given up, with the same id.
    ///
    /// @return whether it was one of these
    @Transactional
    public boolean replay(long studyId, long id, long delivery, Actor by) {
        int rows = sql.update(REPLAY, bind("delivery", delivery), bind("id", id), bind("study", studyId));
        boolean waits = rows == 1;
        if (waits) {
            trail.record(
                    entry(AuditAction.WEBHOOK_REPLAYED, studyId, id, by).with("delivery", Long.toString(delivery)));
        }
        return waits;
    }

    /// In the order in which they were added.
    public List<Webhook> ofStudy(long studyId) {
        return sql.list(
                Webhooks::read,
                SELECT + "where w.study_id = :study and w.removed_at is null order by w.id",
                bind("study", studyId));
    }

    public Optional<Webhook> find(long studyId, long id) {
        return sql.first(
                Webhooks::read,
                SELECT + "where w.study_id = :study and w.id = :id and w.removed_at is null",
                bind("study", studyId),
                bind("id", id));
    }

    private static final String PING = """
            insert into outbox (webhook_id, study_id, kind, subject_id, data, created_at)
            select w.id, w.study_id, 'ping', w.id, jsonb_build_object('webhook', w.id), :now from webhook w
            where w.id = :id and w.study_id = :study and w.removed_at is null and w.paused_at is null""";

    private static final String REPLAY = """
            update outbox o set state = 'waiting', delivered_at = null
            from webhook w where w.id = o.webhook_id and o.id = :delivery and w.id = :id
              and w.study_id = :study and w.removed_at is null and o.state <> 'waiting'""";

    private static final String SELECT = """
            select w.id, w.url, w.events, w.created_at, w.paused_at, w.paused_reason, w.failures, w.resting_until,
                   (select count(*) from outbox o where o.webhook_id = w.id and o.state = 'waiting') as waiting
            from webhook w\s""";

    private static Webhook read(ResultSet row) throws SQLException {
        Array events = row.getArray("events");
        String reason = row.getString("paused_reason");
        return new Webhook(
                row.getLong("id"),
                row.getString("url"),
                List.of((String[]) events.getArray()),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                new Webhook.Standing(
                        Sql.instant(row, "paused_at"),
                        reason == null ? "" : reason,
                        row.getInt("failures"),
                        Sql.instant(row, "resting_until")),
                row.getLong("waiting"));
    }

    private static AuditEntry entry(AuditAction action, long studyId, long id, Actor by) {
        return AuditEntry.of(by, action).inStudy(studyId).about(id);
    }
}
