package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import parallax.identity.AuditAction;
import parallax.store.Sql;
import parallax.study.Practice;
import parallax.study.Study;

/// The questions that show whether somebody understood what is asked. Which of their answers were right
/// is not stored, only how often they tried.
@ApplicationScoped
class ComprehensionGate {
    private final Sql sql;
    private final Clock clock;
    private final Practice practice;
    private final Participations participations;

    ComprehensionGate(Sql sql, Clock clock, Practice practice, Participations participations) {
        this.sql = sql;
        this.clock = clock;
        this.practice = practice;
        this.participations = participations;
    }

    /// @param understood whether every answer of a try was right
    private record Standing(int tries, boolean understood) {}

    /// What became of a try.
    sealed interface Outcome {
        record Understood() implements Outcome {}

        /// @param left how many tries
        record Again(int left) implements Outcome {}

        record UsedUp() implements Outcome {}
    }

    /// The questions that still stand before somebody; none if they are through or there are none.
    List<Practice.Question> before(Study study, Participation rater) {
        List<Practice.Question> questions = practice.questions(study.id());
        return questions.isEmpty() || standing(rater).understood() ? List.of() : questions;
    }

    int left(Study study, Participation rater) {
        return study.comprehension().comprehensionTries() - standing(rater).tries();
    }

    /// @param chosen the position of an option for each question; a blank is no try, and its caller's
    ///   to refuse
    @Transactional
    Outcome answer(Study study, long participationId, List<Integer> chosen) {
        Participation rater = participations.locked(participationId);
        Standing before = standing(rater);
        if (before.understood() || !rater.is(Participation.State.CONSENTED)) {
            return before.understood() ? new Outcome.Understood() : new Outcome.UsedUp();
        }
        List<Practice.Question> questions = practice.questions(study.id());
        boolean right = chosen.size() == questions.size()
                && IntStream.range(0, questions.size())
                        .allMatch(i -> questions.get(i).right() == chosen.get(i));
        int left = study.comprehension().comprehensionTries() - before.tries() - 1;
        sql.update(
                """
                update participation set comprehension_tries = comprehension_tries + 1,
                    comprehended_at = case when :right then :now::timestamptz end,
                    state = case when :right or :left > 0 then state else 'not_understood' end,
                    finished_at = case when :right or :left > 0 then finished_at else :now end
                where id = :participation""",
                bind("right", right),
                bind("left", left),
                bind("now", clock.instant()),
                bind("participation", rater.id()));
        if (right || left <= 0) {
            participations.audit(right ? AuditAction.RATER_UNDERSTOOD : AuditAction.RATER_NOT_UNDERSTOOD, rater);
        }
        return right ? new Outcome.Understood() : left > 0 ? new Outcome.Again(left) : new Outcome.UsedUp();
    }

    private Standing standing(Participation rater) {
        return sql.one(
                row -> new Standing(row.getInt("comprehension_tries"), row.getBoolean("understood")),
                "select comprehension_tries, comprehended_at is not null as understood from participation where id = :participation",
                bind("participation", rater.id()));
    }
}
