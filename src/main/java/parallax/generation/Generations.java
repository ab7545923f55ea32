package parallax.generation;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import parallax.runner.Message;
import parallax.runner.Outcome;
import parallax.store.Sql;

/// Stores what a run brings: each reply with its provenance, and the item that it becomes, in one
/// transaction.
@ApplicationScoped
public class Generations {
    private static final Map<String, String> SPEAKERS =
            Map.of("system", "system", "user", "user", "assistant", "chatbot");

    private final Sql sql;
    private final GenerationRuns runs;

    public Generations(Sql sql, GenerationRuns runs) {
        this.sql = sql;
        this.runs = runs;
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
                insert into generation (run_id, prompt_id, sample, response, token_ids, finish_reason, provenance)
                values (:run, :prompt, :sample, :response, :token_ids, :finish_reason, :provenance::jsonb) on conflict (run_id, prompt_id, sample) do nothing returning id""",
                bind("run", run.id()),
                bind("prompt", wanted.promptId()),
                bind("sample", wanted.sample()),
                bind("response", storable(reply.text())),
                bind("token_ids", reply.tokenIds()),
                bind("finish_reason", reply.finishReason().name().toLowerCase(Locale.ROOT)),
                bind("provenance", GenerationRuns.json(reply.provenance())));
        if (!kept.isEmpty()) {
            insertItem(run, kept.getFirst(), wanted, storable(reply.text()));
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
                insert into generation (run_id, prompt_id, sample, failure) values (:run, :prompt, :sample, :failure)
                on conflict (run_id, prompt_id, sample) do nothing""",
                bind("run", run.id()),
                bind("prompt", wanted.promptId()),
                bind("sample", wanted.sample()),
                bind("failure", storable(reason)));
        return true;
    }

    private void insertItem(GenerationRuns.Run run, long generationId, MissingReplies.Missing wanted, String response) {
        sql.list(
                row -> row.getLong(1),
                "select id from study where id = :study for update",
                bind("study", run.studyId()));
        long item = sql.number(
                """
                insert into item (study_id, position, code, source, generation_id, topic)
                select :study, coalesce(max(position) + 1, 0), :code, 'generated', :generation, :topic from item where study_id = :study
                returning id""",
                bind("study", run.studyId()),
                bind("code", wanted.itemCode(run)),
                bind("generation", generationId),
                bind("topic", wanted.topic()));
        int position = 0;
        for (Message message : wanted.messages()) {
            insertTurn(item, position++, SPEAKERS.getOrDefault(message.role(), "user"), message.content());
        }
        insertTurn(item, position, "chatbot", response);
    }

    private void insertTurn(long item, int position, String speaker, String content) {
        sql.update(
                "insert into turn (item_id, position, speaker, content) values (:item, :position, :speaker, :content)",
                bind("item", item),
                bind("position", position),
                bind("speaker", speaker),
                bind("content", storable(content)));
    }

    /// PostgreSQL's text cannot hold the character U+0000; it is kept as its visible symbol.
    private static String storable(String text) {
        return text.replace('\u0000', '\u2400');
    }
}
