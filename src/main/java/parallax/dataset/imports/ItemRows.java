package parallax.dataset.imports;

import java.sql.Connection;
import java.sql.SQLException;
import parallax.dataset.Attributes;
import parallax.dataset.DicesHeaders;
import parallax.dataset.file.ImportedItem;
import parallax.dataset.file.ItemCatalog;
import parallax.dataset.imports.StoredStudy.StoredQuestion;

/// Stores items with their turns and what experts said of them.
final class ItemRows {
    private ItemRows() {}

    /// @return the items' ids in their order
    static long[] insert(Connection connection, StoredStudy study, ItemCatalog items) throws SQLException {
        long[] ids = Ids.next(connection, "item", items.size());
        try (CopyTable copy =
                CopyTable.into(connection, "item", "id, study_id, position, code, source, topic, attributes")) {
            for (ImportedItem item : items.items()) {
                copy.row(
                        ids[item.index()],
                        study.id(),
                        item.index(),
                        item.code(),
                        "imported",
                        item.topic(),
                        Attributes.json(item.attributes()));
            }
            copy.end();
        }
        try (CopyTable copy = CopyTable.into(connection, "turn", "item_id, position, speaker, content")) {
            for (ImportedItem item : items.items()) {
                for (int t = 0; t < item.turns().size(); t++) {
                    var turn = item.turns().get(t);
                    copy.row(ids[item.index()], t, turn.speaker().word(), turn.content());
                }
            }
            copy.end();
        }
        insertGold(connection, study, items, ids);
        return ids;
    }

    private static void insertGold(Connection connection, StoredStudy study, ItemCatalog items, long[] ids)
            throws SQLException {
        StoredQuestion question = study.questions().get(DicesHeaders.GOLD_QUESTION);
        if (question == null) {
            return;
        }
        try (CopyTable copy = CopyTable.into(connection, "gold_label", "item_id, question_id, position, reason")) {
            for (ImportedItem item : items.items()) {
                Integer position = question.positions().get(item.written("safety_gold"));
                if (position != null) {
                    copy.row(ids[item.index()], question.id(), position, item.written("safety_gold_reason"));
                }
            }
            copy.end();
        }
    }
}
