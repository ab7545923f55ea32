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
    /// So many go in one statement.
    private static final int AT_ONCE = 1_000;

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
        for (int from = 0; from < prompts.size(); from += AT_ONCE) {
            insert(set.id(), from, prompts.subList(from, Math.min(prompts.size(), from + AT_ONCE)));
        }
        return set.id();
    }

    private void insert(long set, int first, List<Prompts.Prompt> prompts) {
        sql.update(
                """
                insert into prompt (prompt_set_id, position, code, topic, messages)
                select :set, :first + p.number - 1, p.code, p.topic, p.messages::jsonb
                from unnest(:codes::text[], :topics::text[], :messages::text[])
                    with ordinality as p (code, topic, messages, number)""",
                bind("set", set),
                bind("first", first),
                bind("codes", prompts.stream().map(Prompts.Prompt::code).toArray(String[]::new)),
                bind("topics", prompts.stream().map(Prompts.Prompt::topic).toArray(String[]::new)),
                bind(
                        "messages",
                        prompts.stream()
                                .map(prompt -> GenerationRuns.json(prompt.messages()))
                                .toArray(String[]::new)));
    }

    /// The prompts of a set, in their order.
    public List<Prompts.Prompt> prompts(long set) {
        return sql.list(
                row -> new Prompts.Prompt(
                        row.getString("code"),
                        row.getString("topic"),
                        MissingReplies.messages(row.getString("messages"))),
                "select code, topic, messages from prompt where prompt_set_id = :set order by position",
                bind("set", set));
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
