package parallax.generation;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Prompts as stored, a set for each run that was queued.
@ApplicationScoped
public class PromptSets {
    private final Sql sql;

    public PromptSets(Sql sql) {
        this.sql = sql;
    }

    /// @return the id of the set
    long store(String title, List<Prompts.Prompt> prompts, @Nullable Long accountId) {
        long set = sql.number(
                "insert into prompt_set (title, created_by) values (:title, :account) returning id",
                bind("title", title),
                bind("account", accountId));
        for (int position = 0; position < prompts.size(); position++) {
            Prompts.Prompt prompt = prompts.get(position);
            sql.update(
                    """
                    insert into prompt (prompt_set_id, position, code, topic, messages)
                    values (:set, :position, :code, :topic, :messages::jsonb)""",
                    bind("set", set),
                    bind("position", position),
                    bind("code", prompt.code()),
                    bind("topic", prompt.topic()),
                    bind("messages", GenerationRuns.json(prompt.messages())));
        }
        return set;
    }

    /// Removes those of the sets that no run has any more.
    public void removeUnused(List<Long> promptSets) {
        sql.update("""
                delete from prompt_set p where p.id = any (:sets)
                    and not exists (select 1
                        from generation_run r where r.prompt_set_id = p.id)""", bind("sets", promptSets.toArray(Long[]::new)));
    }
}
