package parallax.store;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What must never break, checked against every row of the store.
@ApplicationScoped
public class Invariants {
    private static final int LONGEST_CHECK_S = 3_600;

    private final Sql sql;

    public Invariants(Sql sql) {
        this.sql = sql;
    }

    /// @param id of the row at fault: a judgment, assignment, item, participation or stratum, as the
    ///     sentence says
    public record Violation(Rule rule, long id, String sentence) {
        @Override
        public String toString() {
            return rule + ": " + sentence;
        }
    }

    /// Every violation of every rule, all of them as of one moment, so that a running application does
    /// not look broken while it works.
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_CHECK_S)
    public Map<Rule, List<Violation>> check() {
        sql.update("set transaction isolation level repeatable read, read only");
        var found = new EnumMap<Rule, List<Violation>>(Rule.class);
        for (Rule rule : Rule.values()) {
            found.put(
                    rule,
                    sql.list(row -> new Violation(rule, row.getLong("id"), row.getString("sentence")), rule.query()));
        }
        return found;
    }

    /// Violations in one list; empty when nothing is wrong.
    public List<Violation> violations() {
        var all = new ArrayList<Violation>();
        check().values().forEach(all::addAll);
        return all;
    }

    /// A rule and the query that finds the rows against it, as columns `id` and `sentence`.
    public enum Rule {
        I1("An acknowledged submission is exactly one judgment with what the client sent.", """
                with given as (
                    select judgment_id,
                           string_agg(concat_ws(':', question_id, ordinal, coalesce(position::text, ''), coalesce(content, '')),
                                      E'\\n' order by question_id, ordinal) as lines
                    from answer where source in ('rater', 'bulk', 'imported')
                    group by judgment_id
                )
                select j.id, format('judgment %s holds other answers than its hash says', j.id) as sentence
                from judgment j left join given g on g.judgment_id = j.id
                where j.content_hash <> sha256(convert_to(coalesce(g.lines, ''), 'UTF8'))
                union all
                select j.id, format('judgment %s belongs to %s keys, not to one', j.id, count(k.key))
                from judgment j left join submission_key k on k.judgment_id = j.id
                where j.assignment_id is not null
                group by j.id having count(k.key) <> 1
                union all
                select j.id, format('judgment %s is not what its key %s stands for', j.id, k.key)
                from submission_key k join judgment j on j.id = k.judgment_id
                left join assignment a on a.id = j.assignment_id
                where k.participation_id is distinct from j.participation_id
                   or k.body_hash is distinct from sha256(int4send(a.position) || j.content_hash)
                union all
                select j.id, format('judgment %s has %s entries in the audit trail, not one', j.id, count(t.id))
                from judgment j
                left join audit_entry t on t.subject_id = j.id and t.action = 'judgment.submitted'
                where j.assignment_id is not null
                group by j.id having count(t.id) <> 1"""),

        I2("No seat is overbooked, and no rater belongs to two strata.", """
                with taken as (
                    select stratum_id, item_id, occasion, sum(n) as n
                    from (select stratum_id, item_id, occasion, 1 as n from assignment where state = 'leased'
                          union all
                          select a.stratum_id, a.item_id, a.occasion, 1
                          from judgment j join assignment a on a.id = j.assignment_id
                          where j.current and not j.surplus) each_one
                    group by stratum_id, item_id, occasion
                )
                select t.item_id as id, format('item %s has %s leases and judgments in stratum %s, occasion %s, and %s seats',
                    t.item_id, t.n, t.stratum_id, t.occasion, coalesce(s.capacity, 0)) as sentence
                from taken t left join seat s using (stratum_id, item_id, occasion)
                where t.n > coalesce(s.capacity, 0)
                union all
                select s.id, format('stratum %s has %s raters and %s places', s.id, count(p.id), s.target)
                from stratum s join participation p on p.stratum_id = s.id and p.state in ('admitted', 'completed')
                group by s.id having count(p.id) > s.target
                union all
                select a.id, format('strata %s and %s take the same raters', a.id, b.id)
                from stratum a join stratum b on b.study_id = a.study_id and b.id > a.id
                join study t on t.id = a.study_id
                where t.state <> 'draft' and not a.undisclosed and not b.undisclosed
                  and not exists (
                    -- an axis that both name, without a group in common
                    select 1
                    from stratum_group x join rater_group g on g.id = x.rater_group_id
                    where x.stratum_id = a.id
                      and exists (select 1 from stratum_group y join rater_group h on h.id = y.rater_group_id
                                  where y.stratum_id = b.id and h.axis_id = g.axis_id)
                    group by g.axis_id
                    having not bool_or(exists (
                        select 1 from stratum_group y where y.stratum_id = b.id and y.rater_group_id = x.rater_group_id)))"""),

        I3("One current value per judgment and question; every revision is kept.", """
                select j.assignment_id as id, format(
                    'assignment %s has %s current judgments and revisions %s', j.assignment_id,
                    count(*) filter (where j.current), string_agg(j.revision::text, ', ' order by j.revision)) as sentence
                from judgment j where j.assignment_id is not null
                group by j.assignment_id
                having count(*) filter (where j.current) <> 1 or max(j.revision) <> count(*) or min(j.revision) <> 1
                    or max(j.revision) filter (where j.current) <> max(j.revision)
                union all
                select w.judgment_id, format('judgment %s has %s values for question %s', w.judgment_id, count(*), w.question_id)
                from answer w join question q on q.id = w.question_id
                where q.kind in ('single_choice', 'ordinal_scale', 'free_text', 'pairwise')
                group by w.judgment_id, w.question_id having count(*) > 1
                union all
                select w.judgment_id, format('judgment %s answers question %s of another study', w.judgment_id, w.question_id)
                from answer w join judgment j on j.id = w.judgment_id
                join question q on q.id = w.question_id join rubric r on r.id = q.rubric_id
                where r.study_id <> j.study_id"""),

        I4("Nobody sees an item twice unless the study repeats items, and nobody outside eligibility judges.", """
                select p.id, format('participation %s was given item %s %s times', p.id, a.item_id, count(*)) as sentence
                from assignment a join participation p on p.id = a.participation_id join study t on t.id = a.study_id
                group by p.id, a.item_id, t.occasions
                having count(*) > t.occasions or max(a.occasion) > t.occasions
                union all
                select a.id, format('assignment %s is not of the study or stratum of its rater', a.id)
                from assignment a join participation p on p.id = a.participation_id join item i on i.id = a.item_id
                where p.stratum_id is distinct from a.stratum_id or a.study_id <> p.study_id or a.study_id <> i.study_id
                   or p.admitted_at is null or p.consented_at is null
                union all
                select j.id, format('judgment %s is not of the rater, item and occasion of its assignment', j.id)
                from judgment j join assignment a on a.id = j.assignment_id
                where (j.participation_id, j.item_id, j.occasion, j.study_id)
                      is distinct from (a.participation_id, a.item_id, a.occasion, a.study_id)
                union all
                select p.id, format('participation %s holds a place in stratum %s without its groups', p.id, s.id)
                from participation p join stratum s on s.id = p.stratum_id
                where not s.undisclosed and exists (
                    select g.axis_id
                    from stratum_group sg join rater_group g on g.id = sg.rater_group_id
                    where sg.stratum_id = s.id
                    group by g.axis_id
                    having not bool_or(exists (
                        select 1 from group_membership m
                        where m.participation_id = p.id and m.rater_group_id = sg.rater_group_id)))
                union all
                select p.id, format('participation %s holds an undisclosed place and disclosed every axis', p.id)
                from participation p join stratum s on s.id = p.stratum_id
                where s.undisclosed and not exists (
                    select 1
                    from stratum o join stratum_group sg on sg.stratum_id = o.id
                    join rater_group g on g.id = sg.rater_group_id
                    where o.study_id = p.study_id and not exists (
                        select 1 from group_membership m where m.participation_id = p.id and m.axis_id = g.axis_id))"""),

        I5("Counters equal a recount.", """
                with live as (
                    select stratum_id, item_id, occasion, count(*) as n from assignment where state = 'leased' group by 1, 2, 3
                ), done as (
                    select a.stratum_id, a.item_id, a.occasion, count(*) as n
                    from judgment j join assignment a on a.id = j.assignment_id
                    where j.current and not j.surplus group by 1, 2, 3
                )
                select s.item_id as id, format('item %s in stratum %s, occasion %s counts %s leased and %s completed, and has %s and %s',
                    s.item_id, s.stratum_id, s.occasion, s.leased, s.completed, coalesce(l.n, 0), coalesce(d.n, 0)) as sentence
                from seat s
                left join live l using (stratum_id, item_id, occasion)
                left join done d using (stratum_id, item_id, occasion)
                where s.leased <> coalesce(l.n, 0) or s.completed <> coalesce(d.n, 0)
                union all
                select s.id, format('stratum %s counts %s places booked, and has %s raters', s.id, s.booked, count(p.id))
                from stratum s left join participation p on p.stratum_id = s.id and p.state in ('admitted', 'completed')
                group by s.id having s.booked <> count(p.id)
                union all
                select p.id, format('participation %s counts %s judgments, and has %s', p.id, p.submitted, count(j.id))
                from participation p left join judgment j on j.participation_id = p.id and j.current
                where p.state <> 'withdrawn'
                group by p.id having p.submitted <> count(j.id)""");

        private final String sentence;
        private final String query;

        Rule(String sentence, String query) {
            this.sentence = sentence;
            this.query = query;
        }

        public String sentence() {
            return sentence;
        }

        public String query() {
            return query;
        }
    }
}
