package parallax.generation;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Prompts as stored, a set for each run that was queued.
@ApplicationScoped
public class PromptSets {
    private final Sql sql;
    private final Clock clock;

    public PromptSets(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @return the id of the set
    @Transactional(Transactional.TxType.MANDATORY)
    public long store(String title, List<Prompts.Prompt> prompts, @Nullable Long accountId) {
        PromptSet set = PromptSet.titled(title, accountId, clock.instant());
        set.persist();
        for (int position = 0; position < prompts.size(); position++) {
            Prompts.Prompt prompt = prompts.get(position);
            sql.update(
                    """
                    insert into prompt (prompt_set_id, position, code, topic, messages)
                    values (:set, :position, :code, :topic, :messages::jsonb)""",
                    bind("set", set.id()),
                    bind("position", position),
                    bind("code", prompt.code()),
                    bind("topic", prompt.topic()),
                    bind("messages", GenerationRuns.json(prompt.messages())));
        }
        return set.id();
    }

    /// Removes those of the sets that no run has any more.
    @Transactional(Transactional.TxType.MANDATORY)
    public void removeUnused(List<Long> promptSets) {
        List<Long> used = sql.list(
                row -> row.getLong(1),
                "select prompt_set_id from generation_run where prompt_set_id = any (:sets)",
                bind("sets", promptSets.toArray(Long[]::new)));
        List<Long> unused =
                promptSets.stream().filter(set -> !used.contains(set)).toList();
        PromptSet.delete("id in ?1", unused);
    }
}
