package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Assignment;
import parallax.assignment.Drafts;
import parallax.item.Item;
import parallax.item.Items;
import parallax.item.Turn;
import parallax.rater.Participation;
import parallax.store.Sql;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;

/// Makes the rating page of an assignment.
@ApplicationScoped
public class RatingPages {
    private static final int REVISABLE_ITEMS = 10;

    private final Sql sql;
    private final Clock clock;
    private final Rubrics rubrics;
    private final RubricViews views;
    private final Items items;
    private final Drafts drafts;

    public RatingPages(Sql sql, Clock clock, Rubrics rubrics, RubricViews views, Items items, Drafts drafts) {
        this.sql = sql;
        this.clock = clock;
        this.rubrics = rubrics;
        this.views = views;
        this.items = items;
        this.drafts = drafts;
    }

    public RatingPage fresh(Study study, Participation rater, Assignment assignment) {
        Drafts.Kept kept = drafts.of(assignment, rater);
        return page(
                study,
                rater,
                assignment,
                new Answers(kept.chosen()),
                kept.sequence(),
                UUID.randomUUID(),
                List.of(),
                "");
    }

    /// A submitted judgment, open to a change.
    public RatingPage revision(Study study, Participation rater, Assignment assignment) {
        return page(study, rater, assignment, current(assignment), 0, UUID.randomUUID(), List.of(), "");
    }

    /// The page as it was sent, with what is wrong with it.
    public RatingPage returned(
            Study study,
            Participation rater,
            Assignment assignment,
            Submission submission,
            List<StoredQuestion> gaps,
            String error) {
        long sequence = drafts.of(assignment, rater).sequence();
        return page(study, rater, assignment, submission.answers(), sequence, submission.key(), gaps, error);
    }

    /// Whether this device may change what was submitted under the assignment: for half an hour, the last
    /// ten items.
    public boolean isRevisable(Participation rater, Assignment assignment) {
        return revisable(rater).contains(assignment.position());
    }

    private RatingPage page(
            Study study,
            Participation rater,
            Assignment assignment,
            Answers answers,
            long sequence,
            UUID key,
            List<StoredQuestion> gaps,
            String error) {
        StoredRubric rubric = rubrics.ofStudy(study.id());
        boolean revising = assignment.is(Assignment.State.SUBMITTED);
        RubricViews.Shown shown = views.of(rubric, answers, gaps);
        Place place = place(rater, assignment);
        return new RatingPage(
                study.notice(),
                assignment.position(),
                place.before() + 1,
                Math.max(study.sampling().itemsPerRater(), place.before() + 1),
                place.back() == null ? "" : "/s/" + study.code() + "/items/" + place.back(),
                turns(items.byId(assignment.itemId())),
                rubric.version(),
                shown.groups(),
                key,
                Math.max(
                        0,
                        Duration.between(clock.instant(), assignment.leaseUntil())
                                .toSeconds()),
                revising,
                sequence,
                shown.gaps(),
                error);
    }

    private static List<RatingPage.TurnView> turns(Item item) {
        var views = new ArrayList<RatingPage.TurnView>();
        for (int i = 0; i < item.turns().size(); i++) {
            Turn turn = item.turns().get(i);
            views.add(new RatingPage.TurnView(
                    turn.speaker().word(),
                    turn.speaker().label(),
                    turn.content(),
                    i == item.turns().size() - 1));
        }
        return views;
    }

    /// Answers are stored by question first, so they are looked up question by question.
    private Answers current(Assignment assignment) {
        var chosen = new TreeMap<Long, Integer>();
        sql.list(row -> chosen.put(row.getLong(1), row.getInt(2)), """
                select w.question_id, w.position
                from judgment j join rubric r on r.study_id = j.study_id join question q on q.rubric_id = r.id
                join answer w on w.study_id = j.study_id and w.question_id = q.id and w.judgment_id = j.id
                where j.assignment_id = :assignment
                    and j.current and w.source in ('rater', 'bulk') and w.position is not null""", bind("assignment", assignment.id()));
        return new Answers(chosen);
    }

    /// Where an item lies among a rater's own.
    ///
    /// @param before how many came before it, those given back or skipped aside
    /// @param back the one before it, if that may still be changed when this one is shown, or null
    private record Place(int before, @Nullable Integer back) {}

    private Place place(Participation rater, Assignment assignment) {
        return sql.first(
                        row -> new Place(
                                row.getInt("before"), row.getBoolean("revisable") ? row.getInt("position") : null),
                        """
                        select position, count(*) over () as before,
                               state = 'leased' or (closed_at > :earliest and closed_at >= :session_started) as revisable
                        from assignment
                        where participation_id = :participation and position < :position and state in ('leased', 'submitted')
                        order by position desc limit 1""",
                        bind("earliest", clock.instant().minus(Judgments.REVISABLE)),
                        bind("session_started", rater.sessionStartedAt()),
                        bind("participation", rater.id()),
                        bind("position", assignment.position()))
                .orElse(new Place(0, null));
    }

    /// Positions, latest first.
    private List<Integer> revisable(Participation rater) {
        Instant earliest = clock.instant().minus(Judgments.REVISABLE);
        return sql.list(
                row -> row.getInt(1),
                """
                select a.position from assignment a join judgment j on j.assignment_id = a.id and j.revision = 1
                where a.participation_id = :participation and a.state = 'submitted' and j.submitted_at > :earliest
                    and j.submitted_at >= :session_started
                order by a.position desc limit :most""",
                bind("participation", rater.id()),
                bind("earliest", earliest),
                bind("session_started", rater.sessionStartedAt()),
                bind("most", REVISABLE_ITEMS));
    }
}
