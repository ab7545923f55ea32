package parallax.dataset.exports;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.dataset.exports.DatasetRun.Packed;
import parallax.dataset.exports.DatasetRun.Progress;
import parallax.dataset.exports.DatasetRun.State;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.settings.Settings;
import parallax.store.Sql;
import parallax.webhook.Outbox;
import parallax.webhook.WebhookEvent;

/// Datasets as rows: queued by people, claimed by processes with the role `analysis`, kept packed for a day. No
/// data of a rater who withdrew can be fetched: what was made before is deleted.
@ApplicationScoped
public class DatasetRuns {
    /// How long a packed dataset can be fetched.
    public static final Duration KEPT = Duration.ofHours(24);

    private static final int PART = 1 << 20;

    private final Sql sql;
    private final Clock clock;
    private final ObjectMapper json;
    private final AuditTrail trail;
    private final Outbox outbox;
    private final Duration silence;

    public DatasetRuns(Sql sql, Clock clock, ObjectMapper json, AuditTrail trail, Outbox outbox, Settings settings) {
        this.sql = sql;
        this.clock = clock;
        this.json = json;
        this.trail = trail;
        this.outbox = outbox;
        this.silence = settings.runner().silence();
    }

    /// @param accountId who asked; null for the installation itself
    @Transactional
    public long queue(long studyId, DatasetOrder order, @Nullable Long accountId) {
        long run = sql.number(
                "insert into export_run (study_id, request, created_by, created_at)"
                        + " values (:study, :request::jsonb, :account, :now) returning id",
                bind("study", studyId),
                bind("request", written(order)),
                bind("account", accountId),
                bind("now", clock.instant()));
        AuditEntry entry = AuditEntry.of(Actor.accountOrSystem(accountId), AuditAction.EXPORT_QUEUED)
                .inStudy(studyId)
                .about(run)
                .with("form", order.form().code());
        trail.record(order.selfDescriptions() ? entry.with("selfDescriptions", "yes") : entry);
        return run;
    }

    /// @return whether it was under way
    @Transactional
    public boolean cancel(long studyId, long runId, Actor by) {
        int cancelled = sql.update(
                "update export_run set state = 'cancelled', claimed_by = null, finished_at = :now"
                        + " where id = :id and study_id = :study and state in ('queued', 'running')",
                bind("now", clock.instant()),
                bind("id", runId),
                bind("study", studyId));
        if (cancelled == 1) {
            trail.record(AuditEntry.of(by, AuditAction.EXPORT_CANCELLED)
                    .inStudy(studyId)
                    .about(runId));
        }
        return cancelled == 1;
    }

    /// Takes the oldest that waits, or whose process has died.
    @Transactional
    Optional<DatasetRun> claim(String process) {
        return sql.first(
                this::read,
                """
                update export_run set state = 'running', claimed_by = :process, heartbeat_at = :now, started_at = :now,
                    steps_done = 0
                where id = (
                    select id from export_run
                    where state = 'queued' or (state = 'running' and heartbeat_at < :silentSince)
                    order by created_at, id limit 1 for update skip locked)
                returning *""",
                bind("process", process),
                bind("now", clock.instant()),
                bind("silentSince", clock.instant().minus(silence)));
    }

    /// Says that the process is alive and how far it has come.
    ///
    /// @return whether the dataset is still its own: not cancelled, not taken over
    boolean beat(DatasetRun run, String process, long done, long all) {
        return sql.update(
                        """
                        update export_run set heartbeat_at = :now, steps_done = :done, steps = :all
                        where id = :id and claimed_by = :process and state = 'running'""",
                        bind("now", clock.instant()),
                        bind("done", done),
                        bind("all", all),
                        bind("id", run.id()),
                        bind("process", process))
                == 1;
    }

    /// Keeps the packed dataset, where it is still the process's to keep.
    @Transactional
    void finish(DatasetRun run, String process, Path packed) throws IOException {
        int finished = sql.update(
                """
                update export_run set state = 'done', claimed_by = null, finished_at = :now, steps_done = steps,
                    bytes = :bytes, sha256 = :sha256
                where id = :id and claimed_by = :process and state = 'running'""",
                bind("now", clock.instant()),
                bind("bytes", Files.size(packed)),
                bind("sha256", DatasetFolder.sha256(packed)),
                bind("id", run.id()),
                bind("process", process));
        if (finished == 0) {
            return;
        }
        outbox.tell(WebhookEvent.DATASET_DONE, run.studyId(), run.id(), Map.of("export", run.id()));
        try (InputStream in = Files.newInputStream(packed)) {
            byte[] part = in.readNBytes(PART);
            for (int number = 0; part.length > 0; number++) {
                sql.update(
                        "insert into export_part (run_id, number, content) values (:run, :number, :content)",
                        bind("run", run.id()),
                        bind("number", number),
                        bind("content", part));
                part = in.readNBytes(PART);
            }
        }
    }

    void fail(DatasetRun run, String process, String reason) {
        sql.update(
                """
                update export_run set state = 'failed', failure = :reason, claimed_by = null, finished_at = :now
                where id = :id and claimed_by = :process and state = 'running'""",
                bind("reason", reason),
                bind("now", clock.instant()),
                bind("id", run.id()),
                bind("process", process));
    }

    /// Lets go of one that another process is to begin again.
    void release(DatasetRun run, String process) {
        sql.update("""
                update export_run set state = 'queued', claimed_by = null
                where id = :id and claimed_by = :process and state = 'running'""", bind("id", run.id()), bind("process", process));
    }

    /// Deletes what was kept long enough, and what a rater who withdrew since may be in.
    @Transactional
    void forget() {
        sql.update(
                "update export_run r set bytes = null, sha256 = null where bytes is not null and (finished_at < :before"
                        + " or exists (select from withdrawal w where w.study_id = r.study_id"
                        + " and w.withdrawn_at >= r.started_at))",
                bind("before", clock.instant().minus(KEPT)));
        sql.update("delete from export_part where run_id in (select id from export_run where bytes is null)");
    }

    /// Newest first.
    public List<DatasetRun> ofStudy(long studyId) {
        return sql.list(
                this::read,
                "select * from export_run where study_id = :study order by id desc",
                bind("study", studyId));
    }

    public Optional<DatasetRun> find(long studyId, long runId) {
        return sql.first(
                this::read,
                "select * from export_run where study_id = :study and id = :id",
                bind("study", studyId),
                bind("id", runId));
    }

    /// Writes the packed dataset from a byte on.
    ///
    /// @throws IOException if it was deleted meanwhile
    void fetch(DatasetRun run, long from, OutputStream out) throws IOException {
        long all = Objects.requireNonNull(run.packed()).bytes();
        int skipped = (int) (from % PART);
        for (long number = from / PART; number * PART < all; number++) {
            byte[] part = sql.first(
                            row -> row.getBytes(1),
                            "select content from export_part where run_id = :run and number = :number",
                            bind("run", run.id()),
                            bind("number", number))
                    .orElseThrow(() -> new IOException("the dataset was deleted while it was fetched"));
            out.write(part, skipped, part.length - skipped);
            skipped = 0;
        }
    }

    private DatasetRun read(ResultSet row) throws SQLException {
        String failure = row.getString("failure");
        String sha256 = row.getString("sha256");
        return new DatasetRun(
                row.getLong("id"),
                row.getLong("study_id"),
                order(row.getString("request")),
                State.of(row.getString("state")),
                new Progress(
                        row.getLong("steps_done"),
                        row.getLong("steps"),
                        Objects.requireNonNull(Sql.instant(row, "created_at")),
                        Sql.instant(row, "finished_at")),
                failure == null ? "" : failure,
                sha256 == null ? null : new Packed(row.getLong("bytes"), sha256));
    }

    private String written(DatasetOrder order) {
        try {
            return json.writeValueAsString(order);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written as JSON", e);
        }
    }

    private DatasetOrder order(String text) {
        try {
            return json.readValue(text, DatasetOrder.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored order cannot be read", e);
        }
    }
}
