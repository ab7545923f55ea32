package parallax.judgment;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Assignment;
import parallax.assignment.Seats;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.store.Sql;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;
import parallax.webhook.Outbox;

/// Takes in judgments. One transaction holds the judgment, its answers, the client's key, the seat and
/// the audit trail; the acknowledgement follows its commit.
@ApplicationScoped
public class Judgments {
    /// A place that lapsed meanwhile is found again where it is free.
    private static final Set<Participation.State> GOES_ON =
            Set.of(Participation.State.ADMITTED, Participation.State.LAPSED);

    private final Sql sql;
    private final Clock clock;
    private final AskedRubrics rubrics;
    private final Participations participations;
    private final Seats seats;
    private final AttentionAnswers attention;
    private final Outbox outbox;

    public Judgments(
            Sql sql,
            Clock clock,
            AskedRubrics rubrics,
            Participations participations,
            Seats seats,
            AttentionAnswers attention,
            Outbox outbox) {
        this.sql = sql;
        this.clock = clock;
        this.rubrics = rubrics;
        this.participations = participations;
        this.seats = seats;
        this.attention = attention;
        this.outbox = outbox;
    }

    /// What became of a submission.
    public sealed interface Outcome {
        /// Stored, now or by an earlier try with the same key.
        ///
        /// @param finished whether it was the last that the rater was asked for
        /// @param judgmentId 0 for an attention item, which is not judged
        record Accepted(long judgmentId, boolean surplus, boolean finished) implements Outcome {}

        /// Required questions are unanswered; nothing is stored.
        record Incomplete(List<StoredQuestion> gaps) implements Outcome {}

        /// The key was used before for something else; nothing is stored.
        record KeyReused() implements Outcome {}

        /// The item was judged before, in another tab say, and the sender does not know; nothing is
        /// stored.
        record AlreadySubmitted() implements Outcome {}

        /// Nothing of that key was given to this rater, or it can no longer be changed; nothing is
        /// stored.
        record NotYours() implements Outcome {}

        /// The rater's part has ended, or the study is not open and the item was not before the rater when it
        /// was; nothing is stored.
        record Over() implements Outcome {}
    }

    @Transactional
    public Outcome submit(long participationId, Submission sent) {
        Participation rater = participations.locked(participationId);
        StoredRubric rubric = rubrics.of(rater.studyId(), sent.assignment());
        Submission submission = sent.asked(rubric);
        Optional<Earlier> earlier = earlier(rater, submission);
        if (earlier.isPresent()) {
            return earlier.get().matches(submission)
                    ? new Outcome.Accepted(
                            earlier.get().judgmentId(), earlier.get().surplus(), isFinished(rater))
                    : new Outcome.KeyReused();
        }
        Optional<AssignedItem> held = held(rater, submission.assignment());
        if (held.isEmpty()
                || rater.is(Participation.State.WITHDRAWN)
                || !held.get().isOpenTo(clock.instant())) {
            return new Outcome.NotYours();
        }
        if (!held.get().isFirst() && !submission.change()) {
            return new Outcome.AlreadySubmitted();
        }
        if (!held.get().isTaken(rater)) {
            return new Outcome.Over();
        }
        List<StoredQuestion> gaps = submission.answers().gaps(rubric);
        if (!gaps.isEmpty()) {
            return new Outcome.Incomplete(gaps);
        }
        return held.get().kind() == Assignment.Kind.ATTENTION
                ? attention.store(rater, held.get().assignmentId(), held.get().revision() + 1, submission, rubric)
                : store(rater, held.get(), submission, rubric);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by what it holds
    private record Earlier(long judgmentId, byte[] bodyHash, boolean surplus) {
        boolean matches(Submission submission) {
            return Arrays.equals(bodyHash, submission.bodyHash());
        }
    }

    private Optional<Earlier> earlier(Participation rater, Submission submission) {
        return sql.first(
                row -> new Earlier(row.getLong(1), row.getBytes(2), row.getBoolean(3)),
                """
                select k.judgment_id, k.body_hash, j.surplus
                from submission_key k join judgment j on j.id = k.judgment_id
                where k.participation_id = :participation and k.key = :key
                union all
                select 0, x.body_hash, false from attention_answer x
                where x.participation_id = :participation and x.key = :key""",
                bind("participation", rater.id()),
                bind("key", submission.key()));
    }

    /// An assignment as the submission finds it, with the judgment or the answer to an attention item that is
    /// current so far.
    private record AssignedItem(
            Assignment.Kind kind,
            Assignment.State state,
            long assignmentId,
            Seats.Place seat,
            int total,
            int revision,
            boolean surplus,
            Doors doors) {
        boolean isOpenTo(Instant now) {
            return doors.submittedAt() == null
                    || doors.submittedAt().plus(Assignment.REVISABLE).isAfter(now);
        }

        /// Whoever has an item before them when the study is paused or closed may hand it in. Once the study is
        /// closed nothing is changed: which were attention items is told then.
        boolean isTaken(Participation rater) {
            return isFirst()
                    ? GOES_ON.contains(rater.state()) && (doors.study() == Study.State.OPEN || doors.wasOpened())
                    : doors.study() != Study.State.CLOSED;
        }

        boolean isFirst() {
            return revision == 0;
        }
    }

    /// What decides whether a judgment of an item is still taken in.
    ///
    /// @param wasOpened whether the rater saw the item
    /// @param submittedAt when it was submitted first; null if it was not
    private record Doors(
            Study.State study, boolean wasOpened, @Nullable Instant submittedAt) {}

    private Optional<AssignedItem> held(Participation rater, UUID assignment) {
        return sql.first(
                row -> new AssignedItem(
                        Assignment.Kind.of(row.getString("kind")),
                        Assignment.State.of(row.getString("state")),
                        row.getLong("id"),
                        new Seats.Place(row.getLong("stratum_id"), row.getLong("item_id"), row.getShort("occasion")),
                        row.getInt("items_per_rater"),
                        row.getInt("revision"),
                        row.getBoolean("surplus"),
                        new Doors(
                                Study.State.of(row.getString("study_state")),
                                row.getBoolean("was_opened"),
                                Sql.instant(row, "first_submitted"))),
                """
                select a.kind, a.state, a.id, a.item_id, a.stratum_id, a.occasion, t.items_per_rater,
                       t.state as study_state, a.opened_at is not null as was_opened,
                       coalesce(j.revision, x.revision, 0) as revision, coalesce(j.surplus, false) as surplus,
                       coalesce((select min(f.submitted_at) from judgment f where f.assignment_id = a.id),
                                (select min(f.submitted_at) from attention_answer f where f.assignment_id = a.id)) as first_submitted
                from assignment a join study t on t.id = a.study_id
                left join judgment j on j.assignment_id = a.id and j.current
                left join attention_answer x on x.assignment_id = a.id and x.current
                where a.participation_id = :participation and a.key = :assignment
                  and a.unproved_since is not distinct from :unproved_since::timestamptz
                for update of a""",
                bind("participation", rater.id()),
                bind("assignment", assignment),
                bind("unproved_since", rater.unprovedSince()));
    }

    private Outcome store(Participation rater, AssignedItem held, Submission submission, StoredRubric rubric) {
        // a judgment for which no seat is left is kept as surplus
        boolean seated = held.kind() == Assignment.Kind.REGULAR;
        boolean surplus = held.isFirst() ? seated && !seats.take(held.seat(), held.state()) : held.surplus();
        if (!held.isFirst()) {
            sql.update(
                    "update judgment set current = false where assignment_id = :assignment and current",
                    bind("assignment", held.assignmentId()));
        }
        long judgment = insert(rater, held, submission, rubric, surplus);
        boolean finished = isFinished(rater) || (held.isFirst() && rater.submitted() + 1 >= held.total());
        return new Outcome.Accepted(judgment, surplus, finished);
    }

    /// Everything else in one statement, so that a submission costs few round trips: it writes what
    /// other rooms own too, the assignment, its drafts, the rater's progress and the audit trail.
    private long insert(
            Participation rater, AssignedItem held, Submission submission, StoredRubric rubric, boolean surplus) {
        List<Answers.Stored> rows = submission.answers().stored(rubric);
        List<Map.Entry<Long, Submission.Written>> writing = submission.written().entrySet().stream()
                .filter(one -> submission.answers().given().containsKey(one.getKey()))
                .toList();
        return sql.number(
                INSERT,
                bind("study", rater.studyId()),
                bind("item", held.seat().itemId()),
                bind("participation", rater.id()),
                bind("assignment", held.assignmentId()),
                bind("occasion", held.seat().occasion()),
                bind("revision", held.revision() + 1),
                bind("surplus", surplus),
                bind("now", clock.instant()),
                bind("changed_too_late", clock.instant().minus(Assignment.REVISABLE)),
                bind("content_hash", submission.answers().contentHash()),
                bind("active_ms", submission.timing().activeMs()),
                bind("idle_ms", submission.timing().idleMs()),
                bind("hidden_ms", submission.timing().hiddenMs()),
                bind(
                        "questions",
                        rows.stream().mapToLong(Answers.Stored::questionId).toArray()),
                bind(
                        "positions",
                        rows.stream().mapToInt(Answers.Stored::position).toArray()),
                bind("ordinals", rows.stream().mapToInt(Answers.Stored::ordinal).toArray()),
                bind("contents", rows.stream().map(Answers.Stored::content).toArray(String[]::new)),
                bind("times", times(rows, submission.timing())),
                bind("sources", rows.stream().map(Answers.Stored::source).toArray(String[]::new)),
                bind("written", writing.stream().mapToLong(Map.Entry::getKey).toArray()),
                bind(
                        "pastes",
                        writing.stream().map(one -> one.getValue().pastes()).toArray(Integer[]::new)),
                bind(
                        "leaves",
                        writing.stream().map(one -> one.getValue().leaves()).toArray(Integer[]::new)),
                bind("key", submission.key()),
                bind("body_hash", submission.bodyHash()),
                bind("more", held.isFirst() ? 1 : 0),
                bind("total", held.total()));
    }

    /// The active time of each answer, or -1 where it is not known; what was not asked or is derived took
    /// none. Of a set it stands with its first option.
    static long[] times(List<Answers.Stored> rows, Submission.Timing timing) {
        var timed = new HashSet<Long>();
        return rows.stream()
                .mapToLong(row -> {
                    boolean given = row.source().equals("rater") || row.source().equals("bulk");
                    Long ms = given && timed.add(row.questionId()) ? timing.ofQuestion(row.questionId()) : null;
                    return ms == null ? -1 : ms;
                })
                .toArray();
    }

    private static final String INSERT = """
            with j as (
                insert into judgment (study_id, item_id, participation_id, assignment_id, occasion, revision, surplus,
                    submitted_at, content_hash, active_ms, idle_ms, hidden_ms)
                values (:study, :item, :participation, :assignment, :occasion, :revision, :surplus,
                    :now, :content_hash, :active_ms, :idle_ms, :hidden_ms)
                returning id, study_id, item_id, participation_id, assignment_id, submitted_at
            ), answers as (
                insert into answer (study_id, question_id, judgment_id, ordinal, position, content, source, active_ms)
                select j.study_id, u.question_id, j.id, u.ordinal, nullif(u.position, -1), u.content, u.source, nullif(u.ms, -1)
                from j, unnest(:questions::bigint[], :ordinals::int[], :positions::int[], :contents::text[], :sources::text[],
                    :times::bigint[]) as u (question_id, ordinal, position, content, source, ms)
            ), written as (
                insert into how_written (judgment_id, question_id, pastes, leaves)
                select j.id, u.question_id, case when w.pastes then u.pastes end, case when w.leaves then u.leaves end
                from j cross join unnest(:written::bigint[], :pastes::int[], :leaves::int[]) as u (question_id, pastes, leaves)
                cross join (select coalesce(bool_or(signal = 'paste'), false) as pastes,
                                   coalesce(bool_or(signal = 'lostFocus'), false) as leaves
                            from study_signal where study_id = :study) w
                where w.pastes and u.pastes is not null or w.leaves and u.leaves is not null
            ), key as (
                insert into submission_key (participation_id, key, body_hash, judgment_id, created_at)
                select j.participation_id, :key, :body_hash, j.id, j.submitted_at from j
            ), trail as (
                insert into audit_entry (at, actor, actor_id, action, study_id, subject_id)
                select j.submitted_at, 'participation', j.participation_id, 'judgment.submitted', j.study_id, j.id from j
            ), closed as (
                update assignment a set state = 'submitted', closed_at = j.submitted_at
                from j where a.id = j.assignment_id and a.state <> 'submitted'
            ), drafts as (
                delete from draft d using j, assignment a
                where a.id = d.assignment_id and a.participation_id = j.participation_id
                    and (a.id = j.assignment_id or a.state = 'submitted' and a.closed_at <= :changed_too_late)
            ), progress as (
                update participation p set submitted = p.submitted + n.more,
                    state = case when p.submitted + n.more >= n.total and p.state = 'admitted' then 'completed' else p.state end,
                    finished_at = case when p.submitted + n.more >= n.total then coalesce(p.finished_at, j.submitted_at)
                        else p.finished_at end
                from j, (select :more::int as more, :total::int as total) n where p.id = j.participation_id
            ), told as (
            """ + Outbox.JUDGMENT_OF_J + """
            )
            select id from j""";

    /// Leaves no judgment of a rater; the seats that they took are free again.
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(long participationId) {
        List<Seats.Place> taken = sql.list(
                row -> new Seats.Place(row.getLong("stratum_id"), row.getLong("item_id"), row.getShort("occasion")),
                """
                select a.stratum_id, a.item_id, a.occasion from judgment j join assignment a on a.id = j.assignment_id
                where j.participation_id = :participation and j.current and not j.surplus and a.kind = 'regular'
                order by a.stratum_id, a.item_id, a.occasion""",
                bind("participation", participationId));
        taken.forEach(seats::giveBack);
        List<Erased> gone = sql.list(
                row -> new Erased(row.getLong(1), row.getLong(2)),
                "delete from judgment where participation_id = :participation returning study_id, id",
                bind("participation", participationId));
        if (!gone.isEmpty()) {
            outbox.forget(
                    gone.getFirst().studyId,
                    gone.stream().mapToLong(Erased::judgmentId).toArray());
        }
    }

    private record Erased(long studyId, long judgmentId) {}

    private static boolean isFinished(Participation rater) {
        return rater.is(Participation.State.COMPLETED);
    }
}
