package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.assignment.Drafts;
import parallax.item.Item;
import parallax.item.Items;
import parallax.item.Turn;
import parallax.rater.Participation;
import parallax.rater.RaterSession;
import parallax.store.Sql;
import parallax.study.Replies;
import parallax.study.Rubrics;
import parallax.study.Signal;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;
import parallax.study.WatchedSignals;

/// Makes the rating page of an assignment.
@ApplicationScoped
public class RatingPages {
    private static final String GIVEN_AWAY =
            "The conversation that you had open went to somebody else while you were away. Here is another one.";
    private static final String UNSAVED =
            "You changed answers here and have not saved the changes yet. Save them, or leave the item as it was.";
    private static final String TOO_LATE =
            "You changed answers to an earlier conversation and did not save the changes within half an hour. It stays as you"
                    + " submitted it.";
    private static final String BREAK_DUE =
            "You have been at it for twenty minutes. A short break does you good: Pause keeps your place and your answers.";

    private final Sql sql;
    private final Clock clock;
    private final Rubrics rubrics;
    private final AskedRubrics asked;
    private final RubricViews views;
    private final Items items;
    private final Drafts drafts;
    private final Revisions revisions;
    private final RaterSession session;
    private final Assignments assignments;
    private final WatchedSignals watched;

    public RatingPages(
            Sql sql,
            Clock clock,
            Rubrics rubrics,
            AskedRubrics asked,
            RubricViews views,
            Items items,
            Drafts drafts,
            Revisions revisions,
            RaterSession session,
            Assignments assignments,
            WatchedSignals watched) {
        this.sql = sql;
        this.clock = clock;
        this.rubrics = rubrics;
        this.asked = asked;
        this.views = views;
        this.items = items;
        this.drafts = drafts;
        this.revisions = revisions;
        this.session = session;
        this.assignments = assignments;
        this.watched = watched;
    }

    /// Whose page it is, and of what.
    private record Sight(Study study, Participation rater, Assignment assignment) {}

    /// What the form holds when the page is shown.
    ///
    /// @param news of a submitted item: that it was changed since; else empty
    private record Filled(
            Answers answers, RatingPage.Form form, List<StoredQuestion> gaps, String error, String news) {}

    public RatingPage fresh(Study study, Participation rater, Assignment assignment) {
        Drafts.Kept kept = drafts.of(assignment);
        var form = new RatingPage.Form(UUID.randomUUID(), isRevising(assignment), kept.sequence(), counted(study));
        return page(
                new Sight(study, rater, assignment),
                new Filled(Answers.of(rubrics.ofStudy(study.id()), kept), form, List.of(), "", ""));
    }

    /// A submitted judgment, open to a change, with what was changed and not submitted again.
    public RatingPage revision(Study study, Participation rater, Assignment assignment) {
        Drafts.Kept kept = drafts.of(assignment);
        StoredRubric rubric = rubrics.ofStudy(study.id());
        Answers submitted = revisions.submitted(rubric, assignment);
        Answers changed = submitted.changed(rubric, kept);
        var form = new RatingPage.Form(UUID.randomUUID(), isRevising(assignment), kept.sequence(), counted(study));
        var filled = new Filled(changed, form, List.of(), "", changed.equals(submitted) ? "" : UNSAVED);
        return page(new Sight(study, rater, assignment), filled);
    }

    /// The page as it was sent, with what is wrong with it.
    public RatingPage returned(
            Study study,
            Participation rater,
            Assignment assignment,
            Submission submission,
            List<StoredQuestion> gaps,
            String error) {
        long sequence = drafts.of(assignment).sequence();
        var form = new RatingPage.Form(submission.key(), isRevising(assignment), sequence, counted(study));
        return page(new Sight(study, rater, assignment), new Filled(submission.answers(), form, gaps, error, ""));
    }

    private String counted(Study study) {
        return watched.of(study.id()).keySet().stream()
                .filter(signal -> signal == Signal.PASTE || signal == Signal.LOST_FOCUS)
                .map(Signal::word)
                .collect(Collectors.joining(" "));
    }

    private static boolean isRevising(Assignment assignment) {
        return assignment.is(Assignment.State.SUBMITTED);
    }

    private RatingPage page(Sight sight, Filled filled) {
        Assignment assignment = sight.assignment();
        Item item = items.byId(assignment.itemId());
        StoredRubric rubric = asked.of(sight.study().id(), assignment.key(), item);
        RubricViews.Shown shown = views.of(rubric, filled.answers(), filled.gaps());
        Before before = before(sight.rater(), assignment);
        return new RatingPage(
                sight.study().notice(),
                place(sight, before),
                conversation(item, Replies.two(assignment.key()), session.isVeiled(sight.study())),
                new RatingPage.Questions(rubric.version(), shown.groups()),
                filled.form(),
                new RatingPage.Faults(shown.gaps(), filled.error()),
                assignment.lease().left(clock.instant()).toSeconds(),
                isRevising(assignment) ? filled.news() : before.news());
    }

    private RatingPage.Place place(Sight sight, Before before) {
        int number = before.items() + 1;
        UUID back = before.back();
        return new RatingPage.Place(
                address(sight.study(), sight.assignment().key()),
                number,
                Math.max(assignments.asked(sight.study()), number),
                back == null ? "" : address(sight.study(), back));
    }

    /// The step of the item before, while its answers can still be changed; else of the one at hand.
    String back(Study study, Participation rater, Assignment assignment) {
        UUID back = before(rater, assignment).back();
        return "/items/" + (back == null ? assignment.key() : back);
    }

    static String address(Study study, UUID assignment) {
        return "/s/" + study.code() + "/items/" + assignment;
    }

    private static RatingPage.Conversation conversation(Item item, Replies order, boolean veiled) {
        List<RatingPage.TurnView> before =
                item.before().stream().map(RatingPage.TurnView::before).toList();
        if (!item.isPair()) {
            var turns = new ArrayList<RatingPage.TurnView>(before);
            item.replies().forEach(reply -> turns.add(RatingPage.TurnView.judged(reply)));
            return new RatingPage.Conversation(turns, List.of(), veiled);
        }
        List<Turn> replies = item.replies();
        List<Turn> shown = order == Replies.TWO_SWAPPED ? replies.reversed() : replies;
        return new RatingPage.Conversation(
                before,
                List.of(
                        RatingPage.TurnView.compared("Reply 1", shown.getFirst()),
                        RatingPage.TurnView.compared("Reply 2", shown.getLast())),
                veiled);
    }

    /// What came before an item among a rater's own.
    ///
    /// @param items how many, those given back or skipped aside
    /// @param back the key of the last of them, if its answers may still be changed when this one is
    ///   shown
    /// @param news in sentences: that the one right before went to somebody else, that a break is due;
    ///   or empty
    private record Before(int items, @Nullable UUID back, String news) {}

    private Before before(Participation rater, Assignment assignment) {
        List<Given> given = sql.list(
                row -> new Given(
                        row.getObject("key", UUID.class),
                        Assignment.State.of(row.getString("state")),
                        Sql.instant(row, "opened_at"),
                        Sql.instant(row, "closed_at")),
                """
                select key, state, opened_at, closed_at from assignment
                where participation_id = :participation and position < :position order by position""",
                bind("participation", rater.id()),
                bind("position", assignment.position()));
        List<Given> items = given.stream()
                .filter(a -> a.state() == Assignment.State.LEASED || a.state() == Assignment.State.SUBMITTED)
                .toList();
        Optional<Given> last = items.isEmpty() ? Optional.empty() : Optional.of(items.getLast());
        UUID back = last.filter(a -> a.state() == Assignment.State.LEASED
                        || revisions.of(rater).contains(a.key()))
                .map(Given::key)
                .orElse(null);
        return new Before(items.size(), back, news(given, revisions.anyTooLate(rater)));
    }

    private record Given(
            UUID key,
            Assignment.State state,
            @Nullable Instant openedAt,
            @Nullable Instant closedAt) {}

    private String news(List<Given> given, boolean changedTooLate) {
        boolean givenAway = !given.isEmpty()
                && given.getLast().state() == Assignment.State.EXPIRED
                && given.getLast().openedAt() != null;
        var opened = new ArrayList<Stretch.Item>();
        for (Given item : given) {
            Instant openedAt = item.openedAt();
            if (openedAt != null) {
                opened.add(new Stretch.Item(openedAt, item.closedAt()));
            }
        }
        Instant now = clock.instant();
        boolean breakDue = Stretch.of(opened, now).isBreakDue(now);
        return Stream.of(givenAway ? GIVEN_AWAY : "", changedTooLate ? TOO_LATE : "", breakDue ? BREAK_DUE : "")
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
