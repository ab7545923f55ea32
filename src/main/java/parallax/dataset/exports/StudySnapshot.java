package parallax.dataset.exports;

import static parallax.store.Sql.bind;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import parallax.store.Sql;

/// A study's rows as they were at one moment, each table copied to a file as the server writes it, so that what
/// is made of them is made outside the database.
final class StudySnapshot {
    /// Between names of raters, who have no such character in theirs.
    private static final String UNIT = "\u001F";

    /// Of each table its columns and their types, as they are read again.
    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    private static final Map<String, String> QUERIES = new LinkedHashMap<>();

    private static void table(String name, String columns, String query) {
        COLUMNS.put(name, columns);
        QUERIES.put(name, query);
    }

    static {
        table(
                "item",
                "id bigint, position bigint, code text, topic text, source text, severity text, attributes text",
                """
                select id, position, code, topic, case source when 'generated' then 'generated' else 'file' end, severity,
                    attributes::text
                from item where study_id = current_setting('parallax.study')::bigint and source <> 'attention'""");
        table("turn", "item_id bigint, position bigint, speaker text, content text", """
                select t.item_id, t.position, t.speaker, t.content from turn t join item i on i.id = t.item_id
                where i.study_id = current_setting('parallax.study')::bigint and i.source <> 'attention'""");
        table("gold", "item_id bigint, question text, answer text, reason text", """
                select g.item_id, q.code, o.code, g.reason from gold_label g join item i on i.id = g.item_id
                join question q on q.id = g.question_id
                join answer_option o on o.question_id = g.question_id and o.position = g.position
                where i.study_id = current_setting('parallax.study')::bigint""");
        table(
                "reply",
                "item_id bigint, provenance text, prompt_set text, prompt text, run bigint, finish_reason text,"
                        + " alternative boolean",
                """
                select i.id, g.provenance::text, s.title, p.code, g.run_id, g.finish_reason,
                    coalesce(g.id = i.alternative_generation_id, false)
                from item i join generation g on g.id in (i.generation_id, i.alternative_generation_id)
                join prompt p on p.id = g.prompt_id join prompt_set s on s.id = p.prompt_set_id
                where i.study_id = current_setting('parallax.study')::bigint""");
        table(
                "question",
                "id bigint, version bigint, position bigint, code text, kind text, prompt text, definition text, derived boolean",
                """
                select q.id, r.version, q.position, q.code, q.kind, q.prompt, q.definition, q.derived
                from question q join rubric r on r.id = q.rubric_id
                where r.study_id = current_setting('parallax.study')::bigint""");
        table("option", "question_id bigint, position bigint, code text, label text, reading text", """
                select o.question_id, o.position, o.code, o.label, o.reading from answer_option o
                join question q on q.id = o.question_id join rubric r on r.id = q.rubric_id
                where r.study_id = current_setting('parallax.study')::bigint""");
        table("axis", "position bigint, code text, prompt text", """
                select position, code, prompt from axis
                where study_id = current_setting('parallax.study')::bigint""");
        table("rater", "id bigint, name text, consent bigint", """
                select p.id, p.pseudonym, c.version from participation p
                left join consent_version c on c.id = p.consent_version_id
                where p.study_id = current_setting('parallax.study')::bigint and p.state <> 'withdrawn'
                  and p.pseudonym <> all (string_to_array(current_setting('parallax.without'), chr(31)))
                  and exists (select from judgment j where j.participation_id = p.id and j.current)""");
        table("belongs", "rater_id bigint, axis text, label text", """
                select m.participation_id, a.code, g.label from group_membership m
                join axis a on a.id = m.axis_id join rater_group g on g.id = m.rater_group_id
                where a.study_id = current_setting('parallax.study')::bigint""");
        table("said", "rater_id bigint, axis text, raw text", """
                select d.participation_id, a.code, string_agg(d.raw, '; ' order by d.ordinal) from demographic_answer d
                join axis a on a.id = d.axis_id
                where a.study_id = current_setting('parallax.study')::bigint and d.raw is not null
                  and current_setting('parallax.said') = 'yes'
                group by d.participation_id, a.code""");
        table(
                "judged",
                "id bigint, item_id bigint, rater_id bigint, nth bigint, occasion bigint, revision bigint, surplus boolean,"
                        + " submitted_at timestamptz, active_ms bigint, here boolean, attributes text",
                """
                select j.id, j.item_id, j.participation_id, n.nth, j.occasion, j.revision, j.surplus,
                    case when j.attributes is null or j.attributes ?| array['submitted_at', 'answer_timestamp'] then
                        case current_setting('parallax.times') when 'EXACT' then j.submitted_at
                            else date_trunc('minute', j.submitted_at) end end,
                    j.active_ms, j.attributes is null, j.attributes::text
                from judgment j
                left join (
                    select id, dense_rank() over (partition by participation_id order by first) as nth
                    from (select id, participation_id,
                              min(id) over (partition by participation_id, item_id, occasion) as first
                          from judgment
                          where study_id = current_setting('parallax.study')::bigint and attributes is null
                            and participation_id is not null) f) n on n.id = j.id
                where j.study_id = current_setting('parallax.study')::bigint and j.current
                  and not exists (select from participation p where p.id = j.participation_id
                      and (p.state = 'withdrawn'
                           or p.pseudonym = any (string_to_array(current_setting('parallax.without'), chr(31)))))""");
        table(
                "given",
                "judgment_id bigint, question_id bigint, position bigint, number double, source text, active_ms bigint",
                """
                select judgment_id, question_id, position, number, source, active_ms from answer
                where study_id = current_setting('parallax.study')::bigint""");
        table("words", "judgment_id bigint, question_id bigint, content text", """
                select judgment_id, question_id, content from answer
                where study_id = current_setting('parallax.study')::bigint and content is not null""");
    }

    private StudySnapshot() {}

    /// The columns of each table and their types.
    static Map<String, String> columns() {
        return COLUMNS;
    }

    /// Copies every table to a file of its name.
    ///
    /// @param without random names of raters who are left out
    static void copy(Connection connection, long studyId, DatasetOrder order, Set<String> without, Path folder)
            throws SQLException, IOException {
        try (PreparedStatement told = Sql.prepared(
                connection,
                "select set_config('parallax.study', :study, true), set_config('parallax.without', :without, true),"
                        + " set_config('parallax.said', :said, true), set_config('parallax.times', :times, true)",
                bind("study", Long.toString(studyId)),
                bind("without", String.join(UNIT, without)),
                bind("said", order.selfDescriptions() ? "yes" : "no"),
                bind("times", order.times().name()))) {
            told.execute();
        }
        var copying = connection.unwrap(PGConnection.class).getCopyAPI();
        for (Map.Entry<String, String> table : QUERIES.entrySet()) {
            Path file = folder.resolve(table.getKey() + ".csv");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 18)) {
                copying.copyOut("copy (" + table.getValue() + ") to stdout (format csv)", out);
            }
        }
    }
}
