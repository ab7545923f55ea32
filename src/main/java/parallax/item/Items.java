package parallax.item;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import parallax.store.Sql;

/// Items as stored.
@ApplicationScoped
public class Items {
    private final Sql sql;

    public Items(Sql sql) {
        this.sql = sql;
    }

    public Item byId(long itemId) {
        return find("id = ?", itemId).orElseThrow();
    }

    public Optional<Item> ofStudy(long studyId, long itemId) {
        return find("study_id = ? and id = ?", studyId, itemId);
    }

    private Optional<Item> find(String condition, Object... parameters) {
        record Row(long id, String code, String topic) {}
        return sql.first(
                        row -> new Row(row.getLong("id"), row.getString("code"), row.getString("topic")),
                        "select id, code, topic from item where " + condition,
                        parameters)
                .map(row -> new Item(row.id(), row.code(), row.topic(), turns(row.id())));
    }

    private List<Turn> turns(long itemId) {
        return sql.list(
                row -> new Turn(Turn.Speaker.of(row.getString("speaker")), row.getString("content")),
                "select speaker, content from turn where item_id = ? order by position",
                itemId);
    }
}
