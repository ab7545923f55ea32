package parallax.withdrawal;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Exposure;
import parallax.assignment.ProblemReports;
import parallax.assignment.Skips;
import parallax.rater.PanelPeople;
import parallax.rater.Participation;
import parallax.signal.RaterSignals;
import parallax.signal.StudySignals;
import parallax.store.Sql;
import parallax.study.ConsentInformation;
import parallax.study.InsertionPlans;
import parallax.study.Study;
import parallax.study.WatchedSignals;

/// Reads what a study keeps of a rater.
@ApplicationScoped
class KeptData {
    private static final boolean CURRENT = true;

    private final Sql sql;
    private final StudySignals signals;
    private final WatchedSignals watched;
    private final Exposure exposure;
    private final InsertionPlans plans;
    private final PanelPeople people;

    KeptData(
            Sql sql,
            StudySignals signals,
            WatchedSignals watched,
            Exposure exposure,
            InsertionPlans plans,
            PanelPeople people) {
        this.people = people;
        this.plans = plans;
        this.sql = sql;
        this.signals = signals;
        this.watched = watched;
        this.exposure = exposure;
    }

    MyData of(Study study, Participation rater) {
        boolean isTold = isTold(study);
        return new MyData(
                study.title(),
                consent(rater),
                exposure.of(rater),
                new MyData.Person(said(rater), formerly(rater), sentBy(rater)),
                reported(rater),
                judged(rater, isTold, CURRENT),
                new MyData.Besides(
                        passedOver(rater), notSubmitted(rater), judged(rater, isTold, !CURRENT), withoutCode(rater)),
                care(rater, isTold));
    }

    private MyData.@Nullable SentBy sentBy(Participation rater) {
        return people.of(rater)
                .map(sent -> new MyData.SentBy(sent.panel(), sent.id(), sent.visit()))
                .orElse(null);
    }

    private List<MyData.PassedOver> passedOver(Participation rater) {
        return sql.list(
                row -> new MyData.PassedOver(
                        Skips.Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT))
                                .label(),
                        row.getString("note"),
                        Objects.requireNonNull(Sql.instant(row, "skipped_at"))),
                """
                select s.reason, s.note, s.skipped_at from skip s join assignment a on a.id = s.assignment_id
                where a.participation_id = :rater and a.unproved_since is null order by s.skipped_at""",
                bind("rater", rater.id()));
    }

    /// What was taken back again is not chosen.
    private List<MyData.Chosen> notSubmitted(Participation rater) {
        Map<Long, List<MyData.Draft>> byAssignment = new LinkedHashMap<>();
        sql.list(
                row -> byAssignment
                        .computeIfAbsent(row.getLong("id"), id -> new ArrayList<>())
                        .add(new MyData.Draft(row.getString("prompt"), row.getString("answer"))),
                """
                select a.id, q.prompt, coalesce(d.content, string_agg(o.label, '; ' order by o.position)) as answer
                from draft d join assignment a on a.id = d.assignment_id join question q on q.id = d.question_id
                left join answer_option o on o.question_id = d.question_id
                    and (o.position = d.position or o.position = any (d.positions))
                where a.participation_id = :rater and a.unproved_since is null
                  and num_nonnulls(d.position, d.positions, d.content) > 0
                group by a.id, q.id, d.content order by a.position, q.position""",
                bind("rater", rater.id()));
        return byAssignment.values().stream().map(MyData.Chosen::new).toList();
    }

    private long withoutCode(Participation rater) {
        return sql.number("""
                select count(*) from assignment
                where participation_id = :rater and unproved_since is not null and state = 'submitted'""", bind("rater", rater.id()));
    }

    /// Which items were attention items is told once nobody is asked any more: whoever knew could answer those
    /// alone with care.
    private boolean isTold(Study study) {
        return study.state() == Study.State.CLOSED || plans.of(study).attentionEvery() == 0;
    }

    private List<MyData.Noted> care(Participation rater, boolean isTold) {
        return signals.ofRater(rater).stream()
                .flatMap(one -> one.values().stream())
                .map(one -> noted(one, isTold))
                .toList();
    }

    private static MyData.Noted noted(RaterSignals.Value one, boolean isTold) {
        boolean later = !isTold && one.signal().tellsItemsApart();
        return new MyData.Noted(
                one.signal().title(),
                one.signal().formula(),
                later || one.value() == null ? "" : String.valueOf(one.value()),
                !later && one.raised(),
                later);
    }

    private MyData.Consent consent(Participation rater) {
        var stored = new ConsentInformation.Stored();
        return sql.one(
                row -> new MyData.Consent(
                        row.getInt("version"),
                        Objects.requireNonNull(Sql.instant(row, "consented_at")),
                        row.getString("statement") + watched.disclosure(rater.studyId()),
                        stored.convertToEntityAttribute(row.getString("information"))),
                """
                select c.version, p.consented_at, c.statement, c.information
                from participation p join consent_version c on c.id = p.consent_version_id where p.id = :rater""",
                bind("rater", rater.id()));
    }

    private List<MyData.Said> said(Participation rater) {
        record Row(String question, @Nullable String raw) {}
        Map<String, List<String>> byQuestion = new LinkedHashMap<>();
        sql.list(row -> new Row(row.getString("prompt"), row.getString("raw")), """
                        select x.prompt, d.raw from demographic_answer d join axis x on x.id = d.axis_id
                        where d.participation_id = :rater
                        order by d.axis_id, d.ordinal""", bind("rater", rater.id()))
                .forEach(row -> {
                    List<String> answers = byQuestion.computeIfAbsent(row.question(), q -> new ArrayList<>());
                    if (row.raw() != null) {
                        answers.add(row.raw());
                    }
                });
        return byQuestion.entrySet().stream()
                .map(said -> new MyData.Said(said.getKey(), said.getValue()))
                .toList();
    }

    private List<MyData.Formerly> formerly(Participation rater) {
        return sql.list(
                row -> new MyData.Formerly(
                        row.getString("prompt"),
                        List.of((String[]) row.getArray("answers").getArray()),
                        Objects.requireNonNull(Sql.instant(row, "replaced_at"))),
                """
                select x.prompt, f.replaced_at,
                    coalesce(array_agg(f.raw order by f.ordinal) filter (where f.raw is not null), '{}') as answers
                from former_demographics f join axis x on x.id = f.axis_id
                where f.participation_id = :rater
                group by x.id, x.prompt, f.revision, f.replaced_at
                order by f.replaced_at desc, x.id""",
                bind("rater", rater.id()));
    }

    private List<MyData.Reported> reported(Participation rater) {
        return sql.list(
                row -> new MyData.Reported(
                        ProblemReports.Reason.of(row.getString("reason"))
                                .orElseThrow()
                                .label(),
                        row.getString("note"),
                        Objects.requireNonNull(Sql.instant(row, "reported_at"))),
                """
                select r.reason, r.note, r.reported_at from problem_report r join assignment a on a.id = r.assignment_id
                where a.participation_id = :rater and a.unproved_since is null order by r.id""",
                bind("rater", rater.id()));
    }

    /// By assignment.
    private Map<Long, MyData.Attention> attention(Participation rater) {
        Map<Long, MyData.Attention> attention = new HashMap<>();
        sql.list(
                row -> attention.put(
                        row.getLong("assignment_id"),
                        new MyData.Attention(
                                row.getString("prompt"), row.getString("label"), row.getBoolean("passed"))),
                """
                select x.assignment_id, q.prompt, o.label, x.passed
                from attention_answer x join attention_item i on i.item_id = x.item_id
                join question q on q.id = i.question_id
                join answer_option o on o.question_id = i.question_id and o.position = i.position
                where x.participation_id = :rater and x.current""",
                bind("rater", rater.id()));
        return attention;
    }

    /// Attention items stand among the others, as the rater saw them.
    ///
    /// @param isTold whether it is told which were attention items
    /// @param current whether what counts now is meant, or what it replaced
    private List<MyData.Judged> judged(Participation rater, boolean isTold, boolean current) {
        Map<Long, MyData.Attention> attention = isTold ? attention(rater) : Map.of();
        record Row(long assignment, int number, Instant at, int revision, MyData.Given given) {}
        record Time(long assignment, int revision) {}
        Map<Time, List<Row>> byTime = new LinkedHashMap<>();
        sql.list(
                        row -> new Row(
                                row.getLong("id"),
                                row.getInt("number"),
                                Objects.requireNonNull(Sql.instant(row, "submitted_at")),
                                row.getInt("revision"),
                                new MyData.Given(
                                        row.getString("prompt"),
                                        row.getString("label"),
                                        row.getObject("active_ms", Long.class),
                                        isTold ? row.getObject("pastes", Integer.class) : null,
                                        isTold ? row.getObject("leaves", Integer.class) : null)),
                        """
                        with given as (
                            select j.assignment_id, j.submitted_at, j.revision, w.question_id, w.ordinal, w.position, w.content,
                                w.active_ms, h.pastes, h.leaves
                            from judgment j join answer w on w.study_id = j.study_id and w.judgment_id = j.id
                            left join how_written h on h.judgment_id = j.id and h.question_id = w.question_id
                            where j.participation_id = :rater and j.current = :current and w.source in ('rater', 'bulk')
                            union all
                            select x.assignment_id, x.submitted_at, x.revision, c.question_id, c.ordinal, c.position, c.content,
                                c.active_ms, null, null
                            from attention_answer x
                            join attention_choice c on c.assignment_id = x.assignment_id and c.revision = x.revision
                            where x.participation_id = :rater and x.current = :current
                        ), numbered as (
                            select a.id, a.position, row_number() over (order by a.position) as number
                            from assignment a
                            where a.participation_id = :rater and a.unproved_since is null
                              and (exists (select 1 from judgment j where j.assignment_id = a.id)
                                or exists (select 1 from attention_answer x where x.assignment_id = a.id))
                        )
                        select a.id, a.number, g.submitted_at, g.revision, q.prompt, max(g.active_ms) as active_ms,
                            max(g.pastes) as pastes, max(g.leaves) as leaves,
                            string_agg(coalesce(o.label, g.content), '; ' order by g.ordinal) as label
                        from given g join numbered a on a.id = g.assignment_id
                        join question q on q.id = g.question_id
                        left join answer_option o on o.question_id = g.question_id and o.position = g.position
                        group by a.id, a.number, g.submitted_at, g.revision, q.id
                        order by a.number, g.revision, q.position""",
                        bind("rater", rater.id()),
                        bind("current", current))
                .forEach(row -> byTime.computeIfAbsent(
                                new Time(row.assignment(), row.revision()), time -> new ArrayList<>())
                        .add(row));
        var judged = new ArrayList<MyData.Judged>();
        for (List<Row> rows : byTime.values()) {
            Row first = rows.getFirst();
            judged.add(new MyData.Judged(
                    first.number(),
                    first.at(),
                    first.revision(),
                    rows.stream().map(Row::given).toList(),
                    attention.get(first.assignment())));
        }
        return judged;
    }
}
