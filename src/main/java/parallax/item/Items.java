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

    /// Puts the reply of a second item behind that of the first, which then ends in both, and takes the second out.
    ///
    /// @param first ids of generated items with one reply
    /// @param second as many others, each in the place of the one that it goes to
    @Transactional(Transactional.TxType.MANDATORY)
    public void join(long studyId, List<Long> first, List<Long> second) {
        sql.update(
                """
                with pair as (select * from unnest(:first::bigint[], :second::bigint[]) as p (first, second)),
                replies as (
                    insert into turn (item_id, position, speaker, content)
                    select p.first, (select max(position) + 1 from turn where item_id = p.first), 'alternative',
                        (select content from turn where item_id = p.second order by position desc limit 1)
                    from pair p
                ), joined as (
                    update item i set alternative_generation_id = o.generation_id, alternative_code = o.code
                    from pair p join item o on o.id = p.second where i.id = p.first and i.study_id = :study
                )
                delete from item i using pair p where i.id = p.second and i.study_id = :study""",
                bind("study", studyId),
                bind("first", first.toArray(Long[]::new)),
                bind("second", second.toArray(Long[]::new)));
    }

    /// Makes two items again of each that two runs' replies were joined in, the second under its old code behind the
    /// last item.
    ///
    /// @return how many were taken apart
    @Transactional(Transactional.TxType.MANDATORY)
    public int part(long studyId) {
        int parted = sql.update("""
                with pair as (
                    select i.*, row_number() over (order by i.position) as number,
                        (select max(position) from item where study_id = :study) as last
                    from item i where i.study_id = :study and i.alternative_generation_id is not null
                ), made as (
                    insert into item (study_id, position, code, source, generation_id, topic, created_at)
                    select study_id, last + number, case
                            when exists (select from item o where o.study_id = :study and o.code = pair.alternative_code)
                            then left(alternative_code, 190) || '-' || (last + number) else alternative_code end,
                        'generated', alternative_generation_id, topic, :now
                    from pair returning id, generation_id
                )
                insert into turn (item_id, position, speaker, content)
                select m.id, least(t.position, l.last - 1), case t.speaker when 'alternative' then 'chatbot' else t.speaker end,
                    t.content
                from made m join pair p on p.alternative_generation_id = m.generation_id
                join turn t on t.item_id = p.id
                join (select item_id, max(position) as last from turn group by item_id) l on l.item_id = p.id
                where t.position <> l.last - 1""", bind("study", studyId), bind("now", clock.instant()));
        if (parted == 0) {
            return 0;
        }
        sql.update(
                "delete from turn t using item i where i.id = t.item_id and i.study_id = :study and t.speaker = 'alternative'"
                        + " and i.alternative_generation_id is not null",
                bind("study", studyId));
        return sql.update(
                "update item set alternative_generation_id = null, alternative_code = null"
                        + " where study_id = :study and alternative_generation_id is not null",
                bind("study", studyId));
    }

    /// How many items two runs' replies were joined in.
    public long countJoined(long studyId) {
        return sql.number(
                "select count(*) from item where study_id = :study and alternative_generation_id is not null",
                bind("study", studyId));
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
