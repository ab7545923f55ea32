package parallax.generation;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.settings.Settings;
import parallax.store.Sql;
import parallax.study.Studies;
import parallax.webhook.Outbox;
import parallax.webhook.WebhookEvent;

/// Generation runs: queued by people, claimed by runners, one at a time each, from PostgreSQL.
@ApplicationScoped
public class GenerationRuns {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Shown of a run's failures.
    private static final int FAILURES_SHOWN = 50;

    private final Sql sql;
    private final Clock clock;
    private final Studies studies;
    private final PromptSets promptSets;
    private final AuditTrail trail;
    private final Outbox outbox;
    private final Duration silence;

    public GenerationRuns(
            Sql sql,
            Clock clock,
            Studies studies,
            PromptSets promptSets,
            AuditTrail trail,
            Outbox outbox,
            Settings settings) {
        this.sql = sql;
        this.outbox = outbox;
        this.clock = clock;
        this.studies = studies;
        this.promptSets = promptSets;
        this.trail = trail;
        this.silence = settings.runner().silence();
    }

    /// What a run is about.
    public record Run(long id, long studyId, long promptSetId, ModelSource source, Decoding decoding) {}

    /// How far a run is.
    ///
    /// @param adapter its file's name, or empty
    /// @param failure why the run as a whole failed, or empty
    /// @param notice what its runner had to say about where it computes, or empty
    public record Progress(
            long id, String model, String adapter, String state, Tally replies, String failure, String notice) {
        public boolean isActive() {
            return state.equals("queued") || state.equals("running");
        }

        public boolean mayResume() {
            return state.equals("cancelled")
                    || state.equals("failed")
                    || (state.equals("done") && replies.failed() > 0);
        }
    }

    /// How many replies a run has written.
    ///
    /// @param wanted in all
    /// @param failed how many could not be written
    /// @param failures the first of those, with their reasons
    public record Tally(long wanted, long done, long failed, List<Failure> failures) {
        public int percent() {
            return wanted == 0 ? 0 : (int) (100 * (done + failed) / wanted);
        }
    }

    /// @param reply its number in its prompt, from 1
    public record Failure(String prompt, int reply, String reason) {}

    /// Stores the prompts and queues a run over them.
    ///
    /// @throws IllegalArgumentException if the study is not a draft
    @Transactional
    public long queue(
            long studyId,
            String title,
            List<Prompts.Prompt> prompts,
            ModelSource source,
            Decoding decoding,
            @Nullable Long accountId) {
        if (!studies.holdDraft(studyId)) {
            throw new IllegalArgumentException("Items can be added only to a draft.");
        }
        long run = sql.number(
                """
                insert into generation_run (study_id, prompt_set_id, model_id, adapter_location, adapter_digest,
                    sampler, seed, samples_per_prompt, created_by, created_at)
                values (:study, :prompt_set, :model, :adapter, :adapter_digest,
                    :decoding::jsonb, :seed, :samples, :account, :now) returning id""",
                bind("study", studyId),
                bind("prompt_set", promptSets.store(title, prompts, accountId)),
                bind("model", modelId(source)),
                bind(
                        "adapter",
                        source.adapter() == null ? null : source.adapter().location()),
                bind(
                        "adapter_digest",
                        source.adapter() == null ? null : source.adapter().digest()),
                bind("decoding", json(decoding)),
                bind("seed", decoding.seed()),
                bind("samples", decoding.samples()),
                bind("account", accountId),
                bind("now", clock.instant()));
        trail.record(entry(AuditAction.RUN_QUEUED, studyId, run, Actor.accountOrSystem(accountId)));
        return run;
    }

    private static AuditEntry entry(AuditAction action, long studyId, long runId, Actor by) {
        return AuditEntry.of(by, action).inStudy(studyId).about(runId);
    }

    /// Takes the oldest run of a kind that waits, or whose runner has died.
    @Transactional
    public Optional<Run> claim(String runner, ModelSource.Provider provider) {
        return sql.first(
                row -> new Run(
                        row.getLong("id"),
                        row.getLong("study_id"),
                        row.getLong("prompt_set_id"),
                        source(row),
                        decoding(row.getString("sampler"))),
                """
                update generation_run r set state = 'running', claimed_by = :runner, heartbeat_at = :now,
                    started_at = coalesce(r.started_at, :now)
                from model m
                where m.id = r.model_id and r.id = (
                    select w.id from generation_run w join model v on v.id = w.model_id
                    where v.provider = :provider and (w.state = 'queued'
                        or (w.state = 'running' and w.heartbeat_at < :silent_since))
                    order by w.created_at, w.id limit 1 for update of w skip locked)
                returning r.id, r.study_id, r.prompt_set_id, r.sampler, r.adapter_location, r.adapter_digest,
                    m.name, m.provider, m.digest, m.precision, m.location""",
                bind("runner", runner),
                bind("provider", provider.word()),
                bind("now", clock.instant()),
                bind("silent_since", clock.instant().minus(silence)));
    }

    /// Says that the runner is alive. The clocks of machines that run runners must agree within the silence.
    ///
    /// @return whether the run is still its own: not cancelled, not taken over
    public boolean beat(Run run, String runner) {
        return sql.update("""
                        update generation_run set heartbeat_at = :now
                        where id = :run and claimed_by = :runner
                            and state = 'running'""", bind("now", clock.instant()), bind("run", run.id()), bind("runner", runner)) == 1;
    }

    /// Keeps what the runner has to say about where it computes.
    void note(Run run, String notice) {
        sql.update(
                "update generation_run set notice = :notice where id = :run",
                bind("notice", notice),
                bind("run", run.id()));
    }

    @Transactional
    public void finish(Run run, String runner) {
        end(run, runner, "done", null);
    }

    /// @return whether the run was the runner's
    @Transactional
    public boolean fail(Run run, String runner, String reason) {
        return end(run, runner, "failed", reason);
    }

    private boolean end(Run run, String runner, String state, @Nullable String failure) {
        boolean ended = sql.update(
                        """
                        update generation_run
                        set state = :state, failure = :failure, claimed_by = null, finished_at = :now
                        where id = :run and claimed_by = :runner and state = 'running'""",
                        bind("state", state),
                        bind("failure", failure),
                        bind("now", clock.instant()),
                        bind("run", run.id()),
                        bind("runner", runner))
                == 1;
        if (ended) {
            WebhookEvent event = failure == null ? WebhookEvent.RUN_DONE : WebhookEvent.RUN_FAILED;
            outbox.tell(event, run.studyId(), run.id(), Map.of("run", run.id()));
        }
        return ended;
    }

    /// Lets go of a run that another runner is to continue.
    public void release(Run run, String runner) {
        sql.update("""
                update generation_run set state = 'queued', claimed_by = null
                where id = :run and claimed_by = :runner and state = 'running'""", bind("run", run.id()), bind("runner", runner));
    }

    /// @return whether the run was under way
    @Transactional
    public boolean cancel(long studyId, long runId, Actor by) {
        boolean cancelled =
                sql.update("""
                        update generation_run set state = 'cancelled', claimed_by = null, finished_at = :now
                        where id = :run and study_id = :study
                            and state in ('queued',
                                'running')""", bind("now", clock.instant()), bind("run", runId), bind("study", studyId)) == 1;
        if (cancelled) {
            trail.record(entry(AuditAction.RUN_CANCELLED, studyId, runId, by));
        }
        return cancelled;
    }

    /// Queues a run of a draft again that was cancelled, failed, or left prompts without a reply; what it made
    /// stays, and replies that failed are tried anew.
    ///
    /// @return whether there was such a run
    @Transactional
    public boolean resume(long studyId, long runId, Actor by) {
        boolean queued = studies.holdDraft(studyId) && requeue(studyId, runId);
        if (queued) {
            sql.update("delete from generation where run_id = :run and failure is not null", bind("run", runId));
            trail.record(entry(AuditAction.RUN_RESUMED, studyId, runId, by));
        }
        return queued;
    }

    private boolean requeue(long studyId, long runId) {
        return sql.update("""
                        update generation_run r set state = 'queued', failure = null, finished_at = null
                        where id = :run and study_id = :study
                          and (state in ('cancelled', 'failed') or state = 'done' and exists (
                            select 1 from generation g
                                where g.run_id = r.id and g.failure is not null))""", bind("run", runId), bind("study", studyId)) == 1;
    }

    /// Whether a run of the study waits or is carried out.
    public boolean isAnyUnderWay(long studyId) {
        return sql.number("""
                        select count(*)
                            from generation_run where study_id = :study and state in ('queued', 'running')""", bind("study", studyId)) > 0;
    }

    /// Holds the study's runs until the transaction ends, so that no runner stores a reply meanwhile.
    ///
    /// @return the prompt sets that they have
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Long> hold(long studyId) {
        return sql.list(
                row -> row.getLong(1),
                "select prompt_set_id from generation_run where study_id = :study order by id for update",
                bind("study", studyId));
    }

    public List<Progress> ofStudy(long studyId) {
        return sql.list(
                row -> new Progress(
                        row.getLong("id"),
                        row.getString("name"),
                        fileName(row.getString("adapter_location")),
                        row.getString("state"),
                        new Tally(
                                row.getLong("wanted"),
                                row.getLong("done"),
                                row.getLong("failed"),
                                failures(row.getLong("id"))),
                        row.getString("failure"),
                        row.getString("notice")),
                """
                select r.id, m.name, r.state, coalesce(r.failure, '') as failure, r.notice,
                    r.adapter_location,
                    r.samples_per_prompt * (select count(*) from prompt p where p.prompt_set_id = r.prompt_set_id) as wanted,
                    (select count(*) from generation g where g.run_id = r.id and g.failure is null) as done,
                    (select count(*) from generation g where g.run_id = r.id and g.failure is not null) as failed
                from generation_run r join model m on m.id = r.model_id
                where r.study_id = :study order by r.id""",
                bind("study", studyId));
    }

    private static String fileName(@Nullable String location) {
        return location == null ? "" : Path.of(location).getFileName().toString();
    }

    private List<Failure> failures(long runId) {
        return sql.list(
                row -> new Failure(row.getString("code"), row.getInt("sample") + 1, row.getString("failure")),
                """
                select p.code, g.sample, g.failure from generation g join prompt p on p.id = g.prompt_id
                where g.run_id = :run and g.failure is not null order by p.position, g.sample limit :most""",
                bind("run", runId),
                bind("most", FAILURES_SHOWN));
    }

    private long modelId(ModelSource source) {
        sql.update(
                """
                insert into model (name, provider, digest, precision, location, created_at)
                values (:name, :provider, :digest, :precision, :location, :now)
                on conflict (provider, digest) do update set location = excluded.location""",
                bind("name", source.name()),
                bind("provider", source.provider().word()),
                bind("digest", source.digest()),
                bind("precision", source.precision()),
                bind("location", source.location()),
                bind("now", clock.instant()));
        return sql.number(
                "select id from model where provider = :provider and digest = :digest",
                bind("provider", source.provider().word()),
                bind("digest", source.digest()));
    }

    private static ModelSource source(ResultSet row) throws SQLException {
        String adapter = row.getString("adapter_location");
        return new ModelSource(
                row.getString("name"),
                ModelSource.Provider.of(row.getString("provider")),
                row.getString("digest"),
                row.getString("precision"),
                row.getString("location"),
                adapter == null ? null : new ModelSource.Adapter(adapter, row.getString("adapter_digest")));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can always be written as JSON", e);
        }
    }

    private static Decoding decoding(String json) {
        try {
            return JSON.readValue(json, Decoding.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored sampler cannot be read", e);
        }
    }
}
