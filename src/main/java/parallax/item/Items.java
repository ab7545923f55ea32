package parallax.item;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Items as stored.
@ApplicationScoped
public class Items {
    private final Sql sql;

    public Items(Sql sql) {
        this.sql = sql;
    }

    public Item byId(long itemId) {
        return find("i.id = :item", bind("item", itemId)).orElseThrow();
    }

    public Optional<Item> ofStudy(long studyId, long itemId) {
        return find("i.study_id = :study and i.id = :item", bind("study", studyId), bind("item", itemId));
    }

    private Optional<Item> find(String condition, Sql.Binding... bindings) {
        record Row(
                long id,
                String code,
                String topic,
                @Nullable Turn turn) {}
        List<Row> rows = sql.list(
                row -> new Row(row.getLong("id"), row.getString("code"), row.getString("topic"), turn(row)),
                "select i.id, i.code, i.topic, t.speaker, t.content from item i left join turn t on t.item_id = i.id where "
                        + condition + " order by t.position",
                bindings);
        List<Turn> turns = rows.stream().map(Row::turn).filter(Objects::nonNull).toList();
        return rows.stream().findFirst().map(row -> new Item(row.id(), row.code(), row.topic(), turns));
    }

    private static @Nullable Turn turn(ResultSet row) throws SQLException {
        String speaker = row.getString("speaker");
        return speaker == null ? null : new Turn(Turn.Speaker.of(speaker), row.getString("content"));
    }
}
