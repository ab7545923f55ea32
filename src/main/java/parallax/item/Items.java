package parallax.item;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;
import parallax.study.Severity;

/// Items as stored.
@ApplicationScoped
public class Items {
    private final Sql sql;
    private final Clock clock;

    public Items(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    public Item byId(long itemId) {
        return find("i.id = :item", bind("item", itemId)).orElseThrow();
    }

    public Optional<Item> ofStudy(long studyId, long itemId) {
        return find("i.study_id = :study and i.id = :item", bind("study", studyId), bind("item", itemId));
    }

    /// How many items are judged; attention items are none of them.
    public long count(long studyId) {
        return sql.number(
                "select count(*) from item where study_id = :study and source <> 'attention'", bind("study", studyId));
    }

    /// How many of them end in two replies.
    public long countPairs(long studyId) {
        return sql.number("""
                select count(*) from item i join turn t on t.item_id = i.id and t.speaker = 'alternative'
                where i.study_id = :study and i.source <> 'attention'""", bind("study", studyId));
    }

    /// An item before it is stored.
    ///
    /// @param generationId the reply that it ends in, as it was generated
    public record Generated(String code, String topic, long generationId, List<Turn> turns) {
        public Generated {
            turns = List.copyOf(turns);
        }
    }

    /// Adds a generated conversation behind the study's last item. Whoever asks holds the study, so that two
    /// do not take the same place.
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(long studyId, Generated item) {
        sql.update(
                """
                with added as (
                    insert into item (study_id, position, code, source, generation_id, topic, created_at)
                    select :study, coalesce(max(position) + 1, 0), :code, 'generated', :generation, :topic, :now
                    from item where study_id = :study
                    returning id
                )
                insert into turn (item_id, position, speaker, content)
                select added.id, t.number - 1, t.speaker, t.content
                from added, unnest(:speakers::text[], :contents::text[]) with ordinality as t (speaker, content, number)""",
                bind("study", studyId),
                bind("code", item.code()),
                bind("generation", item.generationId()),
                bind("topic", item.topic()),
                bind("now", clock.instant()),
                bind(
                        "speakers",
                        item.turns().stream().map(t -> t.speaker().word()).toArray(String[]::new)),
                bind("contents", item.turns().stream().map(Turn::content).toArray(String[]::new)));
    }

    /// The id of the item that somebody names by its code or its id; empty if the study has none such.
    public OptionalLong find(long studyId, String codeOrId) {
        boolean isId = codeOrId.matches("[0-9]{1,18}");
        return sql.first(
                        row -> OptionalLong.of(row.getLong(1)),
                        """
                        select id from item where study_id = :study and source <> 'attention' and (code = :code or id = :id)
                        order by (code = :code) desc limit 1""",
                        bind("study", studyId),
                        bind("code", codeOrId),
                        bind("id", isId ? Long.parseLong(codeOrId) : -1))
                .orElse(OptionalLong.empty());
    }

    /// The ids of a study's items by their codes.
    public Map<String, Long> ids(long studyId) {
        Map<String, Long> ids = new HashMap<>();
        sql.list(
                row -> ids.put(row.getString("code"), row.getLong("id")),
                "select code, id from item where study_id = :study",
                bind("study", studyId));
        return ids;
    }

    /// Says how hard an item is to read, or all of its topic.
    ///
    /// @param severity null if nothing is to be said
    /// @return of how many items
    public int grade(long studyId, long itemId, @Nullable Severity severity, Reach reach) {
        return sql.update(
                """
                update item i set severity = :severity
                where i.study_id = :study and (i.id = :item
                    or :topic and i.topic <> '' and i.topic = (select topic from item where id = :item and study_id = :study))""",
                bind("severity", severity == null ? null : severity.word()),
                bind("study", studyId),
                bind("topic", reach == Reach.TOPIC),
                bind("item", itemId));
    }

    /// What a grade is said of.
    public enum Reach {
        ITEM,
        TOPIC
    }

    public Optional<Severity> severity(long itemId) {
        return sql.first(
                        row -> Optional.ofNullable(row.getString(1)),
                        "select severity from item where id = :item",
                        bind("item", itemId))
                .flatMap(word -> word)
                .flatMap(Severity::of);
    }

    /// @return whether the study had such an item
    public boolean remove(long studyId, long itemId) {
        return sql.update(
                        "delete from item where id = :item and study_id = :study",
                        bind("item", itemId),
                        bind("study", studyId))
                == 1;
    }

    private Optional<Item> find(String condition, Sql.Binding... bindings) {
        record TurnOfItem(
                long id,
                String code,
                String topic,
                @Nullable Turn turn) {}
        List<TurnOfItem> rows = sql.list(
                row -> new TurnOfItem(row.getLong("id"), row.getString("code"), row.getString("topic"), turn(row)),
                "select i.id, i.code, i.topic, t.speaker, t.content from item i left join turn t on t.item_id = i.id where "
                        + condition + " order by t.position",
                bindings);
        List<Turn> turns =
                rows.stream().map(TurnOfItem::turn).filter(Objects::nonNull).toList();
        return rows.stream().findFirst().map(row -> new Item(row.id(), row.code(), row.topic(), turns));
    }

    private static @Nullable Turn turn(ResultSet row) throws SQLException {
        String speaker = row.getString("speaker");
        return speaker == null ? null : new Turn(Turn.Speaker.of(speaker), row.getString("content"));
    }
}
