package parallax.release;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.analysis.Estimates;
import parallax.analysis.StoredEstimate;
import parallax.release.ReleasedQuestion.ReleasedAxis;
import parallax.release.ReleasedQuestion.ReleasedGroup;
import parallax.release.ReleasedQuestion.Totals;
import parallax.store.Sql;

/// The rows of releases, written once and read back as they were.
@ApplicationScoped
class ReleaseRows {
    private static final int BATCH = 1_000;

    private final Sql sql;

    ReleaseRows(Sql sql) {
        this.sql = sql;
    }

    void store(long release, ReleaseDraft draft, List<StoredEstimate> estimates) {
        sql.work(connection -> {
            storeCells(connection, release, draft.questions());
            storeEstimates(connection, release, estimates);
            storeJudgments(connection, release, draft.counted().judgments());
            return release;
        });
    }

    /// Every row that a release shows or hides.
    static List<ReleasedCell> cells(List<ReleasedQuestion> questions) {
        var cells = new ArrayList<ReleasedCell>();
        for (ReleasedQuestion question : questions) {
            String code = question.question();
            cells.add(new ReleasedCell(
                    code,
                    "",
                    "",
                    "",
                    question.everyone().raters(),
                    question.everyone().counts()));
            question.items().forEach((item, counts) -> cells.add(new ReleasedCell(code, "", "", item, null, counts)));
            for (ReleasedAxis axis : question.axes()) {
                for (ReleasedGroup group : axis.groups()) {
                    Totals totals = group.totals();
                    cells.add(new ReleasedCell(
                            code,
                            axis.axis(),
                            group.group(),
                            "",
                            totals == null ? null : totals.raters(),
                            totals == null ? null : totals.counts()));
                    question.items().keySet().forEach(item -> {
                        List<Long> counts = group.items().get(item);
                        if (counts != null) {
                            cells.add(new ReleasedCell(code, axis.axis(), group.group(), item, null, counts));
                        }
                    });
                }
            }
        }
        return cells;
    }

    private static void storeCells(Connection connection, long release, List<ReleasedQuestion> questions)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into release_question (release_id, position, question, options) values (?, ?, ?, ?)")) {
            int position = 0;
            for (ReleasedQuestion question : questions) {
                insert.setLong(1, release);
                insert.setInt(2, position++);
                insert.setString(3, question.question());
                insert.setArray(
                        4, connection.createArrayOf("text", question.options().toArray()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into release_cell (release_id, question, axis, group_name, item, position, raters, counts)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            int position = 0;
            for (ReleasedCell cell : cells(questions)) {
                insert.setLong(1, release);
                insert.setString(2, cell.question());
                insert.setString(3, cell.axis());
                insert.setString(4, cell.group());
                insert.setString(5, cell.item());
                insert.setInt(6, position++);
                insert.setObject(7, cell.raters(), Types.INTEGER);
                List<Long> counts = cell.counts();
                insert.setArray(8, counts == null ? null : connection.createArrayOf("bigint", counts.toArray()));
                insert.addBatch();
                if (position % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void storeEstimates(Connection connection, long release, List<StoredEstimate> estimates)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into release_estimate (release_id, position, " + Estimates.COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int position = 0;
            for (StoredEstimate estimate : estimates) {
                Estimates.fill(insert, release, position++, estimate);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void storeJudgments(Connection connection, long release, Map<Long, Long> judgments)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into release_judgment (release_id, judgment_id, item_id)
                select ?, unnest(?::bigint[]), unnest(?::bigint[])""")) {
            insert.setLong(1, release);
            insert.setArray(
                    2, connection.createArrayOf("bigint", judgments.keySet().toArray()));
            insert.setArray(
                    3, connection.createArrayOf("bigint", judgments.values().toArray()));
            insert.executeUpdate();
        }
    }

    static ReleasedCell cell(ResultSet row) throws SQLException {
        Array counts = row.getArray("counts");
        return new ReleasedCell(
                row.getString("question"),
                row.getString("axis"),
                row.getString("group_name"),
                row.getString("item"),
                row.getObject("raters", Integer.class),
                counts == null
                        ? null
                        : Arrays.stream((Object[]) counts.getArray())
                                .map(Long.class::cast)
                                .toList());
    }

    List<ReleasedQuestion> questions(long release) {
        Map<String, Reading> readings = new LinkedHashMap<>();
        sql.list(
                row -> readings.put(row.getString("question"), new Reading(row.getString("question"), List.of((String[])
                        row.getArray("options").getArray()))),
                "select question, options from release_question where release_id = :release order by position",
                bind("release", release));
        sql.list(
                row -> {
                    ReleasedCell cell = cell(row);
                    Objects.requireNonNull(readings.get(cell.question())).take(cell);
                    return cell;
                },
                "select * from release_cell where release_id = :release order by position",
                bind("release", release));
        return readings.values().stream().map(Reading::question).toList();
    }

    /// A question as its rows are read.
    private static final class Reading {
        private final String question;
        private final List<String> options;
        private Totals everyone = new Totals(null, List.of());
        private final Map<String, @Nullable List<Long>> items = new LinkedHashMap<>();
        private final Map<String, Map<String, @Nullable Totals>> totals = new LinkedHashMap<>();
        private final Map<String, Map<String, Map<String, List<Long>>>> ofItems = new HashMap<>();

        Reading(String question, List<String> options) {
            this.question = question;
            this.options = options;
        }

        void take(ReleasedCell cell) {
            List<Long> counts = cell.counts();
            Totals shown = counts == null ? null : new Totals(cell.raters(), counts);
            if (cell.axis().isEmpty() && cell.item().isEmpty()) {
                everyone = Objects.requireNonNull(shown);
            } else if (cell.axis().isEmpty()) {
                items.put(cell.item(), counts);
            } else if (cell.item().isEmpty()) {
                totals.computeIfAbsent(cell.axis(), axis -> new LinkedHashMap<>())
                        .put(cell.group(), shown);
            } else {
                ofItems.computeIfAbsent(cell.axis(), axis -> new HashMap<>())
                        .computeIfAbsent(cell.group(), group -> new HashMap<>())
                        .put(cell.item(), Objects.requireNonNull(counts));
            }
        }

        ReleasedQuestion question() {
            var axes = new ArrayList<ReleasedAxis>();
            totals.forEach((axis, groups) -> {
                var shown = new ArrayList<ReleasedGroup>();
                groups.forEach((group, own) -> shown.add(new ReleasedGroup(
                        group, own, ofItems.getOrDefault(axis, Map.of()).getOrDefault(group, Map.of()))));
                axes.add(new ReleasedAxis(axis, shown));
            });
            return new ReleasedQuestion(question, options, everyone, items, axes);
        }
    }
}
