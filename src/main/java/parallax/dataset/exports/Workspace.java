package parallax.dataset.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// A snapshot's rows in a DuckDB of their own, in memory, joined to the tables that leave: `items`, `raters`,
/// `judgments`, `answers`, `generations`, `questions`. What does not fit into its memory goes to the folder.
final class Workspace implements AutoCloseable {
    /// More than this and it uses the folder.
    private static final String MEMORY = "1GB";

    /// Characters of the longest line of a snapshot's file: a conversation.
    private static final int LONGEST_LINE = 16_000_000;

    private final Connection duck;
    private final List<String> axes;

    private Workspace(Connection duck, List<String> axes) {
        this.duck = duck;
        this.axes = axes;
    }

    /// What is done with each row.
    @FunctionalInterface
    interface RowSink {
        void take(ResultSet row) throws SQLException, IOException;
    }

    /// One without tables, for reading what was written.
    static Workspace empty() throws SQLException {
        return new Workspace(DriverManager.getConnection("jdbc:duckdb:"), new ArrayList<>());
    }

    /// @param snapshot the folder of a snapshot's files; they are deleted as they are read
    static Workspace of(Path snapshot) throws SQLException, IOException {
        Properties properties = new Properties();
        properties.setProperty("memory_limit", MEMORY);
        properties.setProperty("temp_directory", snapshot.resolve("spilled").toString());
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("jdbc_stream_results", "true");
        Workspace workspace = new Workspace(DriverManager.getConnection("jdbc:duckdb:", properties), new ArrayList<>());
        try {
            workspace.run("set timezone = 'UTC'");
            for (Map.Entry<String, String> table : StudySnapshot.columns().entrySet()) {
                workspace.read(table.getKey(), table.getValue(), snapshot);
            }
            workspace.each("select code from axis order by position", row -> workspace.axes.add(row.getString(1)));
            workspace.run(JUDGMENTS);
            workspace.run(ANSWERS);
            workspace.run(ITEMS);
            workspace.run(GENERATIONS);
            workspace.run(QUESTIONS);
            workspace.run(workspace.raters());
            return workspace;
        } catch (SQLException | IOException | RuntimeException broken) {
            workspace.close();
            throw broken;
        }
    }

    private static final String JUDGMENTS = """
            create table known as
            select row_number() over (order by j.id) as judgment, j.id, j.item_id, j.rater_id, i.code as item, r.name as rater,
                j.nth as judging_order, j.occasion, j.revision, j.surplus, j.submitted_at, j.active_ms,
                case when j.here then r.consent end as consent_version,
                case when j.here then v.version end as rubric_version, j.attributes
            from judged j join item i on i.id = j.item_id left join rater r on r.id = j.rater_id
            left join (select g.judgment_id, max(q.version) as version from given g join question q on q.id = g.question_id
                       where g.judgment_id in (select id from judged where here) group by all) v on v.judgment_id = j.id;
            create view judgments as select * exclude (id, item_id, rater_id) from known""";

    private static final String ANSWERS = """
            create view answers as
            select k.judgment, k.item, k.rater, k.occasion, q.code as question,
                coalesce(o.code, g.number::text) as answer, w.content as words,
                g.source, g.active_ms as question_active_ms, q.version, q.position as question_position
            from given g join known k on k.id = g.judgment_id
            join question q on q.id = g.question_id and q.kind not in ('multiple_choice', 'response_set')
            left join option o on o.question_id = g.question_id and o.position = g.position
            left join words w on w.judgment_id = g.judgment_id and w.question_id = g.question_id
            union all
            select k.judgment, k.item, k.rater, k.occasion, q.code || '=' || o.code,
                case when s.source = 'not_asked' then null when list_contains(s.ticked, o.position) then 'ticked'
                    else 'not_ticked' end,
                null, s.source, case when o.position = 0 then s.active_ms end, q.version, q.position
            from (select judgment_id, question_id, any_value(source) as source, max(active_ms) as active_ms,
                      coalesce(list(position) filter (position is not null), []) as ticked
                  from given where question_id in
                      (select id from question where kind in ('multiple_choice', 'response_set')) group by all) s
            join known k on k.id = s.judgment_id
            join question q on q.id = s.question_id
            join option o on o.question_id = s.question_id""";

    private static final String ITEMS = """
            create view items as
            select i.code as item, i.topic, i.severity, i.source, t.turns, l.gold, i.attributes
            from item i
            left join (select item_id, list({'speaker': speaker, 'content': content} order by position) as turns
                       from turn group by item_id) t on t.item_id = i.id
            left join (select item_id, list({'question': question, 'answer': answer, 'reason': reason} order by question) as gold
                       from gold group by item_id) l on l.item_id = i.id
            order by i.position""";

    private static final String GENERATIONS = """
            create view generations as
            select item.code as item, provenance ->> '$.model' as model, provenance ->> '$.modelDigest' as model_digest,
                provenance ->> '$.adapterDigest' as adapter_digest, provenance ->> '$.precision' as precision,
                provenance ->> '$.templateDigest' as template_digest, provenance ->> '$.sampler' as sampler,
                (provenance ->> '$.seed')::bigint as seed, prompt_set, prompt, (provenance ->> '$.sample')::bigint as sample,
                run, finish_reason, provenance ->> '$.provider' as provider, provenance ->> '$.device' as device,
                provenance ->> '$.runtime' as runtime, provenance, alternative
            from reply join item on item.id = reply.item_id order by item.position, alternative""";

    private static final String QUESTIONS = """
            create view questions as
            select q.code as question, q.version as rubric_version, q.kind, q.prompt, q.definition, q.derived, o.options
            from question q
            left join (select question_id, list({'code': code, 'label': label, 'reading': reading} order by position) as options
                       from option group by question_id) o on o.question_id = q.id
            order by q.version, q.position""";

    /// A column for each axis, as the long layout calls it, and one for what was said where that goes along.
    private String raters() {
        String groups = axes.stream()
                .map(axis -> ", (select any_value(label) from belongs b where b.rater_id = r.id and b.axis = '" + axis
                        + "') as rater_" + axis)
                .collect(Collectors.joining());
        String said = axes.stream()
                .map(axis -> ", (select any_value(raw) from said s where s.rater_id = r.id and s.axis = '" + axis
                        + "') as rater_" + axis + "_said")
                .collect(Collectors.joining());
        return "create view raters as select r.name as rater, r.consent as consent_version" + groups
                + (count("select count(*) from said") == 0 ? "" : said) + " from rater r order by r.id";
    }

    private void read(String table, String columns, Path snapshot) throws SQLException, IOException {
        Path file = snapshot.resolve(table + ".csv");
        String types = java.util.Arrays.stream(columns.split(", ", -1))
                .map(column -> column.split(" ", 2))
                .map(column -> "'" + column[0] + "': '" + column[1] + "'")
                .collect(Collectors.joining(", ", "{", "}"));
        run("create table " + table + " as select * from read_csv(" + quoted(file.toString())
                + ", auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n',"
                + " nullstr = '', allow_quoted_nulls = false, max_line_size = " + LONGEST_LINE + ", columns = " + types
                + ")");
        Files.delete(file);
    }

    /// Codes of the study's axes, in their order.
    List<String> axes() {
        return axes;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }

    void run(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = duck.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            statement.execute();
        }
    }

    void each(String sql, RowSink sink) throws SQLException, IOException {
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                sink.take(rows);
            }
        }
    }

    long count(String sql) {
        try (Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException broken) {
            throw new IllegalStateException(sql, broken);
        }
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public void close() throws SQLException {
        duck.close();
    }
}
