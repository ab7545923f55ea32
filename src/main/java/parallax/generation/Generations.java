package parallax.generation;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import parallax.item.Items;
import parallax.item.Turn;
import parallax.runner.Message;
import parallax.runner.Outcome;
import parallax.store.Sql;
import parallax.study.Studies;

/// Stores what a run brings: each reply with its provenance, and the item that it becomes, in one
/// transaction.
@ApplicationScoped
public class Generations {
    private static final Map<String, Turn.Speaker> SPEAKERS =
            Map.of("system", Turn.Speaker.SYSTEM, "user", Turn.Speaker.USER, "assistant", Turn.Speaker.CHATBOT);

    private final Sql sql;
    private final Clock clock;
    private final GenerationRuns runs;
    private final Studies studies;
    private final Items items;

    public Generations(Sql sql, Clock clock, GenerationRuns runs, Studies studies, Items items) {
        this.sql = sql;
        this.clock = clock;
        this.runs = runs;
        this.studies = studies;
        this.items = items;
    }

    /// Keeps a reply. One that is there already, from a runner that was thought dead, is left as it is.
    ///
    /// @return whether the run is still the runner's; otherwise nothing is kept
    @Transactional
    boolean keep(GenerationRuns.Run run, String runner, MissingReplies.Missing wanted, Outcome.Generated reply) {
        if (!runs.beat(run, runner)) { // which holds the run's row: nobody cancels it before this is stored
            return false;
        }
        List<Long> kept = sql.list(
                row -> row.getLong(1),
                """
                insert into generation
                    (run_id, prompt_id, sample, response, reasoning, token_ids, finish_reason, provenance, finished_at)
                values (:run, :prompt, :sample, :response, :reasoning, :token_ids, :finish_reason, :provenance::jsonb, :now)
                on conflict (run_id, prompt_id, sample) do nothing returning id""",
                bind("run", run.id()),
                bind("prompt", wanted.promptId()),
                bind("sample", wanted.sample()),
                bind("response", storable(reply.text())),
                bind("reasoning", reply.reasoning() == null ? null : storable(reply.reasoning())),
                bind("token_ids", reply.tokenIds()),
                bind("finish_reason", reply.finishReason().name().toLowerCase(Locale.ROOT)),
                bind("provenance", GenerationRuns.json(reply.provenance())),
                bind("now", clock.instant()));
        if (!kept.isEmpty()) {
            addItem(run, kept.getFirst(), wanted, storable(reply.text()));
        }
        return true;
    }

    /// @return whether the run is still the runner's; otherwise nothing is kept
    @Transactional
    boolean keepFailure(GenerationRuns.Run run, String runner, MissingReplies.Missing wanted, String reason) {
        if (!runs.beat(run, runner)) { // which holds the run's row: nobody cancels it before this is stored
            return false;
        }
        sql.update(
                """
                insert into generation (run_id, prompt_id, sample, failure, finished_at)
                values (:run, :prompt, :sample, :failure, :now)
                on conflict (run_id, prompt_id, sample) do nothing""",
                bind("run", run.id()),
                bind("prompt", wanted.promptId()),
                bind("sample", wanted.sample()),
                bind("failure", storable(reason)),
                bind("now", clock.instant()));
        return true;
    }

    private void addItem(GenerationRuns.Run run, long generationId, MissingReplies.Missing wanted, String response) {
        studies.hold(run.studyId());
        var turns = new ArrayList<Turn>();
        for (Message message : wanted.messages()) {
            Turn.Speaker speaker = SPEAKERS.getOrDefault(message.role(), Turn.Speaker.USER);
            turns.add(new Turn(speaker, storable(message.content())));
        }
        turns.add(new Turn(Turn.Speaker.CHATBOT, response));
        items.add(run.studyId(), new Items.Generated(wanted.itemCode(run), wanted.topic(), generationId, turns));
    }

    /// PostgreSQL's text cannot hold the character U+0000; it is kept as its visible symbol.
    private static String storable(String text) {
        return text.replace('\u0000', '\u2400');
    }
}
