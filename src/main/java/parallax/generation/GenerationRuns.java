package parallax.generation;

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
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Generation runs: queued by people, claimed by runners, one at a time each, from PostgreSQL.
@ApplicationScoped
public class GenerationRuns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sql sql;
    private final Clock clock;
    private final Duration silence;

    /// @param silence a runner that has not been heard of for so long has died; another takes its run over
    public GenerationRuns(Sql sql, Clock clock, @ConfigProperty(name = "parallax.runner.silence") Duration silence) {
        this.sql = sql;
        this.clock = clock;
        this.silence = silence;
    }

    /// What a run is about.
    public record Run(long id, long studyId, long promptSetId, ModelSource source, Decoding decoding) {}

    /// How far a run is.
    ///
    /// @param adapter its file's name, or empty
    /// @param wanted replies in all
    /// @param failures prompts that gave none, with their reasons
    /// @param failure why the run as a whole failed, or empty
    /// @param notice what its runner had to say about where it computes, or empty
    public record Progress(
            long id,
            String model,
            String adapter,
            String state,
            long wanted,
            long done,
            List<Failure> failures,
            String failure,
            String notice) {
        public int percent() {
            return wanted == 0 ? 0 : (int) (100 * (done + failures.size()) / wanted);
        }

        public boolean isActive() {
            return state.equals("queued") || state.equals("running");
        }

        public boolean mayResume() {
            return state.equals("cancelled") || state.equals("failed");
        }
    }

    public record Failure(String prompt, int sample, String reason) {}

    /// Stores the prompts and queues a run over them.
    @Transactional
    public long queue(
            long studyId,
            String title,
            List<Prompts.Prompt> prompts,
            ModelSource source,
            Decoding decoding,
            @Nullable Long accountId) {
        long promptSet = storePrompts(title, prompts, accountId);
        return sql.number(
                """
                insert into generation_run (study_id, prompt_set_id, model_id, adapter_location, adapter_digest,
                    sampler, seed, samples_per_prompt, created_by)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?) returning id""",
                studyId,
                promptSet,
                modelId(source),
                source.adapter() == null ? null : source.adapter().location(),
                source.adapter() == null ? null : source.adapter().digest(),
                json(decoding),
                decoding.seed(),
                decoding.samples(),
                accountId);
    }

    /// Takes the oldest run that waits, or whose runner has died.
    @Transactional
    public Optional<Run> claim(String runner) {
        return sql.first(
                row -> new Run(
                        row.getLong("id"),
                        row.getLong("study_id"),
                        row.getLong("prompt_set_id"),
                        source(row),
                        decoding(row.getString("sampler"))),
                """
                update generation_run r set state = 'running', claimed_by = ?, heartbeat_at = ?,
                    started_at = coalesce(r.started_at, ?)
                from model m
                where m.id = r.model_id and r.id = (
                    select id from generation_run
                    where state = 'queued' or (state = 'running' and heartbeat_at < ?)
                    order by created_at, id limit 1 for update skip locked)
                returning r.id, r.study_id, r.prompt_set_id, r.sampler, r.adapter_location, r.adapter_digest,
                    m.name, m.provider, m.digest, m.precision, m.location""",
                runner,
                clock.instant(),
                clock.instant(),
                clock.instant().minus(silence));
    }

    /// Says that the runner is alive.
    ///
    /// @return whether the run is still its own: not cancelled, not taken over
    public boolean beat(Run run, String runner) {
        return sql.update(
                        "update generation_run set heartbeat_at = ? where id = ? and claimed_by = ? and state = 'running'",
                        clock.instant(),
                        run.id(),
                        runner)
                == 1;
    }

    /// Keeps what the runner has to say about where it computes.
    void note(Run run, String notice) {
        sql.update("update generation_run set notice = ? where id = ?", notice, run.id());
    }

    public void finish(Run run, String runner) {
        sql.update("""
                update generation_run set state = 'done', claimed_by = null, finished_at = ?
                where id = ? and claimed_by = ? and state = 'running'""", clock.instant(), run.id(), runner);
    }

    public void fail(Run run, String runner, String reason) {
        sql.update("""
                update generation_run set state = 'failed', failure = ?, claimed_by = null, finished_at = ?
                where id = ? and claimed_by = ? and state = 'running'""", reason, clock.instant(), run.id(), runner);
    }

    /// Lets go of a run that another runner shall continue.
    public void release(Run run, String runner) {
        sql.update(
                "update generation_run set state = 'queued', claimed_by = null where id = ? and claimed_by = ? and state = 'running'",
                run.id(),
                runner);
    }

    public boolean cancel(long studyId, long runId) {
        return sql.update("""
                        update generation_run set state = 'cancelled', claimed_by = null, finished_at = ?
                        where id = ? and study_id = ? and state in ('queued', 'running')""", clock.instant(), runId, studyId) == 1;
    }

    /// Queues a cancelled or failed run again; what it made stays, and replies that failed are tried anew.
    @Transactional
    public boolean resume(long studyId, long runId) {
        int queued = sql.update("""
                update generation_run set state = 'queued', failure = null, finished_at = null
                where id = ? and study_id = ? and state in ('cancelled', 'failed')""", runId, studyId);
        if (queued == 1) {
            sql.update("delete from generation where run_id = ? and failure is not null", runId);
        }
        return queued == 1;
    }

    public List<Progress> ofStudy(long studyId) {
        return sql.list(
                row -> new Progress(
                        row.getLong("id"),
                        row.getString("name"),
                        fileName(row.getString("adapter_location")),
                        row.getString("state"),
                        row.getLong("wanted"),
                        row.getLong("done"),
                        failures(row.getLong("id")),
                        row.getString("failure"),
                        row.getString("notice")),
                """
                select r.id, m.name, r.state, coalesce(r.failure, '') as failure, r.notice,
                    r.adapter_location,
                    r.samples_per_prompt * (select count(*) from prompt p where p.prompt_set_id = r.prompt_set_id) as wanted,
                    (select count(*) from generation g where g.run_id = r.id and g.failure is null) as done
                from generation_run r join model m on m.id = r.model_id
                where r.study_id = ? order by r.id""",
                studyId);
    }

    private static String fileName(@Nullable String location) {
        return location == null ? "" : Path.of(location).getFileName().toString();
    }

    private List<Failure> failures(long runId) {
        return sql.list(
                row -> new Failure(row.getString("code"), row.getInt("sample"), row.getString("failure")), """
                select p.code, g.sample, g.failure from generation g join prompt p on p.id = g.prompt_id
                where g.run_id = ? and g.failure is not null order by p.position, g.sample""", runId);
    }

    private long storePrompts(String title, List<Prompts.Prompt> prompts, @Nullable Long accountId) {
        long set =
                sql.number("insert into prompt_set (title, created_by) values (?, ?) returning id", title, accountId);
        for (int position = 0; position < prompts.size(); position++) {
            Prompts.Prompt prompt = prompts.get(position);
            sql.update(
                    "insert into prompt (prompt_set_id, position, code, topic, messages) values (?, ?, ?, ?, ?::jsonb)",
                    set,
                    position,
                    prompt.code(),
                    prompt.topic(),
                    json(prompt.messages()));
        }
        return set;
    }

    private long modelId(ModelSource source) {
        sql.update(
                """
                insert into model (name, provider, digest, precision, location) values (?, ?, ?, ?, ?)
                on conflict (provider, digest) do update set location = excluded.location""", source.name(), source.provider().word(), source.digest(), source.precision(), source.location());
        return sql.number(
                "select id from model where provider = ? and digest = ?",
                source.provider().word(),
                source.digest());
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
