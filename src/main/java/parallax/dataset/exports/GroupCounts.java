package parallax.dataset.exports;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.analysis.AnalysisJob;
import parallax.analysis.GroupFigures;
import parallax.disclosure.Disclosure;

/// How often each option of a question was chosen about an item in each group, as tables of a workspace:
/// `counted` with a row for every option of every group that may be shown. The first time that a rater judged an
/// item counts.
final class GroupCounts {
    private static final String CHOSEN = """
            create table chosen as
            select a.item, coalesce(k.rater_id::text, 'of judgment ' || a.judgment) as who, k.rater_id, a.question, a.answer
            from answers a join known k on k.judgment = a.judgment
            where k.occasion = 1 and a.source <> 'not_asked' and a.answer is not null""";

    private static final String OFFERED = """
            create table offered as
            with q as (select * from question n where version = (select max(version) from question a where a.code = n.code))
            select q.code as question, q.position as question_position, q.prompt, o.position, o.code as answer, o.reading
            from q join option o on o.question_id = q.id
            where q.kind not in ('multiple_choice', 'response_set')
            union all
            select q.code || '=' || o.code, q.position, q.prompt, t.position, t.code, null
            from q join option o on o.question_id = q.id
            cross join (values (0, 'ticked'), (1, 'not_ticked')) t (position, code)
            where q.kind in ('multiple_choice', 'response_set')""";

    private static final String MEMBERS = """
            create table member as
            select r.id as rater_id, a.code as axis, a.position as axis_position, coalesce(b.label, '%s') as grouped
            from rater r cross join axis a
            left join belongs b on b.rater_id = r.id and b.axis = a.code""".formatted(AnalysisJob.UNDISCLOSED);

    private static final String EVERY_GROUP = """
            create view grouped as
            select item, who, question, answer, '' as axis, '%s' as grouped, -1 as axis_position from chosen
            union all
            select c.item, c.who, c.question, c.answer, m.axis, m.grouped, m.axis_position
            from chosen c join member m on m.rater_id = c.rater_id""".formatted(GroupFigures.EVERYONE);

    private static final String COUNTED = """
            create table counted as
            with n as (select item, question, axis, grouped, answer, count(*) as n from grouped group by all),
                 whole as (select item, question, axis, grouped, any_value(axis_position) as axis_position, count(*) as whole
                           from grouped group by all)
            select w.item, w.question, f.question_position, w.axis, w.axis_position, w.grouped, f.position, f.answer, f.reading,
                coalesce(n.n, 0) as n, w.whole, coalesce(n.n, 0)::double / w.whole as share
            from whole w join offered f on f.question = w.question
            left join n on n.item = w.item and n.question = w.question and n.axis = w.axis and n.grouped = w.grouped
                and n.answer = f.answer
            anti join hidden h on h.question = w.question and h.axis = w.axis and h.grouped = w.grouped""";

    private GroupCounts() {}

    /// What was left out because too few raters stand behind it.
    record Hidden(String question, String axis, String group) {}

    /// Makes the tables.
    ///
    /// @param least fewer raters than this are hidden, and others with them where they could be deduced
    static List<Hidden> in(Workspace tables, int least) throws SQLException, IOException {
        for (String sql : List.of(CHOSEN, OFFERED, MEMBERS, EVERY_GROUP)) {
            tables.run(sql);
        }
        tables.run("create table hidden (question text, axis text, grouped text)");
        List<Hidden> hidden = tables.count("select count(*) from rater") == 0 ? List.of() : hidden(tables, least);
        for (Hidden one : hidden) {
            tables.run("insert into hidden values (?, ?, ?)", one.question, one.axis, one.group);
        }
        tables.run(COUNTED);
        return hidden;
    }

    private static List<Hidden> hidden(Workspace tables, int least) throws SQLException, IOException {
        record Place(String question, String axis) {}
        Map<Place, Map<String, Integer>> raters = new LinkedHashMap<>();
        tables.each(
                "select question, axis, grouped, count(distinct who) from grouped group by all"
                        + " order by question, any_value(axis_position), axis, grouped",
                row -> raters.computeIfAbsent(
                                new Place(row.getString(1), row.getString(2)), place -> new LinkedHashMap<>())
                        .put(row.getString(3), row.getInt(4)));
        List<Hidden> hidden = new ArrayList<>();
        raters.forEach((place, groups) -> Disclosure.hidden(groups, least)
                .forEach(group -> hidden.add(new Hidden(place.question, place.axis, group))));
        return hidden;
    }
}
