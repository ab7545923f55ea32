package parallax.analysis;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisRun.Progress;
import parallax.analysis.AnalysisRun.ReadAnswers;
import parallax.analysis.AnalysisRun.State;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.settings.Settings;
import parallax.store.Sql;

/// Analyses as rows: queued by people and by pages, claimed by processes with the role `analysis`.
@ApplicationScoped
public class AnalysisRuns {
    private static final int STANDING_KEPT = 2;

    private final Sql sql;
    private final Clock clock;
    private final ObjectMapper json;
    private final AuditTrail trail;
    private final Duration silence;

    public AnalysisRuns(Sql sql, Clock clock, ObjectMapper json, AuditTrail trail, Settings settings) {
        this.sql = sql;
        this.clock = clock;
        this.json = json;
        this.trail = trail;
        this.silence = settings.runner().silence();
    }

    /// Queues an analysis that somebody asked for; it reads every judgment.
    ///
    /// @param accountId who asked; null for the installation itself
    @Transactional
    public long queue(long studyId, AnalysisRequest request, @Nullable Long accountId) {
        long run = sql.number(
                """
                insert into analysis_run (study_id, kind, request, up_to, created_by, created_at)
                select :study, 'requested', :request::jsonb, coalesce(max(j.id), 0), :account, :now
                from judgment j where j.study_id = :study and j.current returning id""",
                bind("study", studyId),
                bind("request", written(request)),
                bind("account", accountId),
                bind("now", clock.instant()));
        trail.record(entry(AuditAction.ANALYSIS_QUEUED, studyId, run, Actor.accountOrSystem(accountId)));
        return run;
    }

    private static AuditEntry entry(AuditAction action, long studyId, long runId, Actor by) {
        return AuditEntry.of(by, action).inStudy(studyId).about(runId);
    }

    /// Queues the standing figures anew, with or without an exclusion, unless they are queued already.
    ///
    /// @param without the exclusion whose raters are left out; null for the figures of everybody
    void queueStanding(long studyId, @Nullable Exclusion without, AnalysisRequest request, long upTo) {
        sql.update(
                """
                insert into analysis_run (study_id, kind, exclusion, request, up_to, created_at)
                values (:study, 'standing', :exclusion, :request::jsonb, :upTo, :now)
                on conflict (study_id, exclusion) where kind = 'standing' and state in ('queued', 'running') do nothing""",
                bind("study", studyId),
                bind("exclusion", name(without)),
                bind("request", written(request)),
                bind("upTo", upTo),
                bind("now", clock.instant()));
    }

    /// Leaves no standing figures of a study, and ends those that are being worked out: somebody's
    /// answers are gone, or their group is another. The next look renews them. What people asked for before stays
    /// as it was.
    public void forgetStanding(long studyId) {
        sql.update("delete from analysis_run where study_id = :study and kind = 'standing'", bind("study", studyId));
    }

    /// An exclusion in its column; empty for none.
    private static String name(@Nullable Exclusion without) {
        return without == null ? "" : without.name();
    }

    /// The newest standing figures, with or without an exclusion, that are done.
    Optional<AnalysisRun> newestStanding(long studyId, @Nullable Exclusion without) {
        return sql.first(this::read, """
                select * from analysis_run
                where study_id = :study and kind = 'standing' and exclusion = :exclusion
                    and state = 'done'
                order by id desc limit 1""", bind("study", studyId), bind("exclusion", name(without)));
    }

    /// Whether the standing figures, with or without an exclusion, are being renewed, or wait for it.
    boolean isStandingUnderWay(long studyId, @Nullable Exclusion without) {
        return sql.number("""
                        select count(*) from analysis_run
                        where study_id = :study and kind = 'standing' and exclusion = :exclusion
                            and state in ('queued', 'running')""", bind("study", studyId), bind("exclusion", name(without))) > 0;
    }

    /// Takes the oldest analysis that waits, or whose process has died; standing figures first, since a
    /// page waits for them.
    @Transactional
    Optional<AnalysisRun> claim(String process) {
        return sql.first(
                this::read,
                """
                update analysis_run set state = 'running', claimed_by = :process, heartbeat_at = :now,
                    started_at = :now
                where id = (
                    select id from analysis_run
                    where state = 'queued' or (state = 'running' and heartbeat_at < :silentSince)
                    order by kind desc, created_at, id limit 1 for update skip locked)
                returning *""",
                bind("process", process),
                bind("now", clock.instant()),
                bind("silentSince", clock.instant().minus(silence)));
    }

    /// Says that the process is alive and how far it has come.
    ///
    /// @return whether the analysis is still its own: not cancelled, not taken over
    boolean beat(AnalysisRun run, String process, long done, long all) {
        return sql.update(
                        """
                        update analysis_run set heartbeat_at = :now, steps_done = :done, steps = :all
                        where id = :id and claimed_by = :process and state = 'running'""",
                        bind("now", clock.instant()),
                        bind("done", done),
                        bind("all", all),
                        bind("id", run.id()),
                        bind("process", process))
                == 1;
    }

    /// Ends an analysis with what it read; its estimates are stored in the same transaction. Standing
    /// figures replace older ones of the same exclusion.
    ///
    /// @return whether it was still the process's
    boolean finish(AnalysisRun run, String process, ReadAnswers read) {
        boolean finished = sql.update(
                        """
                        update analysis_run set state = 'done', claimed_by = null, finished_at = :now, steps_done = steps,
                            digest = :digest, n_raters = :raters, n_items = :items, n_answers = :answers,
                            n_excluded = :excluded
                        where id = :id and claimed_by = :process and state = 'running'""",
                        bind("now", clock.instant()),
                        bind("digest", read.digest()),
                        bind("raters", read.raters()),
                        bind("items", read.items()),
                        bind("answers", read.answers()),
                        bind("excluded", read.excluded()),
                        bind("id", run.id()),
                        bind("process", process))
                == 1;
        sql.update("""
                delete from analysis_run where id in (
                    select o.id from analysis_run r
                    join analysis_run o on o.study_id = r.study_id and o.exclusion = r.exclusion
                        and o.kind = 'standing' and o.state not in ('queued', 'running')
                    where r.id = :id
                        and r.kind = 'standing' order by o.id desc offset :kept)""", bind("id", run.id()), bind("kept", STANDING_KEPT));
        return finished;
    }

    void fail(AnalysisRun run, String process, String reason) {
        sql.update(
                """
                update analysis_run set state = 'failed', failure = :reason, claimed_by = null, finished_at = :now
                where id = :id and claimed_by = :process and state = 'running'""",
                bind("reason", reason),
                bind("now", clock.instant()),
                bind("id", run.id()),
                bind("process", process));
    }

    /// Lets go of an analysis that another process is to begin again.
    void release(AnalysisRun run, String process) {
        sql.update("""
                update analysis_run set state = 'queued', claimed_by = null
                where id = :id and claimed_by = :process and state = 'running'""", bind("id", run.id()), bind("process", process));
    }

    /// @return whether it was under way
    @Transactional
    public boolean cancel(long studyId, long runId, Actor by) {
        int cancelled = sql.update("""
                update analysis_run set state = 'cancelled', claimed_by = null, finished_at = :now
                where id = :id and study_id = :study and kind = 'requested'
                    and state in ('queued', 'running')""", bind("now", clock.instant()), bind("id", runId), bind("study", studyId));
        if (cancelled == 1) {
            trail.record(entry(AuditAction.ANALYSIS_CANCELLED, studyId, runId, by));
        }
        return cancelled == 1;
    }

    /// What was asked for, newest first.
    public List<AnalysisRun> ofStudy(long studyId) {
        return sql.list(
                this::read,
                "select * from analysis_run where study_id = :study and kind = 'requested' order by id desc",
                bind("study", studyId));
    }

    /// One that somebody asked for.
    public Optional<AnalysisRun> find(long studyId, long runId) {
        return sql.first(
                this::read,
                "select * from analysis_run where study_id = :study and id = :id and kind = 'requested'",
                bind("study", studyId),
                bind("id", runId));
    }

    /// The newest that was asked for in these very words and is done.
    public Optional<AnalysisRun> newest(long studyId, AnalysisRequest request) {
        return sql.first(this::read, """
                select * from analysis_run
                where study_id = :study and kind = 'requested' and state = 'done' and request = :request::jsonb
                order by id desc limit 1""", bind("study", studyId), bind("request", written(request)));
    }

    /// Whether one that was asked for in these very words is being carried out, or waits for it.
    public boolean isUnderWay(long studyId, AnalysisRequest request) {
        return sql.number("""
                        select count(*) from analysis_run
                        where study_id = :study and kind = 'requested' and state in ('queued', 'running')
                            and request = :request::jsonb""", bind("study", studyId), bind("request", written(request))) > 0;
    }

    private AnalysisRun read(ResultSet row) throws SQLException {
        String digest = row.getString("digest");
        String failure = row.getString("failure");
        return new AnalysisRun(
                row.getLong("id"),
                row.getLong("study_id"),
                request(row.getString("request")),
                row.getLong("up_to"),
                State.of(row.getString("state")),
                new Progress(
                        row.getLong("steps_done"),
                        row.getLong("steps"),
                        Objects.requireNonNull(Sql.instant(row, "created_at")),
                        Sql.instant(row, "started_at"),
                        Sql.instant(row, "finished_at")),
                failure == null ? "" : failure,
                digest == null
                        ? null
                        : new ReadAnswers(
                                digest,
                                row.getObject("n_raters", Integer.class),
                                row.getInt("n_items"),
                                row.getLong("n_answers"),
                                row.getObject("n_excluded", Integer.class)));
    }

    private String written(AnalysisRequest request) {
        try {
            return json.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written as JSON", e);
        }
    }

    private AnalysisRequest request(String text) {
        try {
            return json.readValue(text, AnalysisRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored analysis cannot be read", e);
        }
    }
}
