package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;

/// What comes before the first item: questions that show whether a rater understood, and an item to try.
@ApplicationScoped
public class Practice {
    private final Sql sql;
    private final EntityManager entities;
    private final Studies studies;
    private final AuditTrail trail;

    public Practice(Sql sql, EntityManager entities, Studies studies, AuditTrail trail) {
        this.sql = sql;
        this.entities = entities;
        this.studies = studies;
        this.trail = trail;
    }

    /// @param right the position of the right option
    public record Question(String prompt, List<String> options, int right) {
        public Question {
            options = List.copyOf(options);
        }
    }

    /// A short conversation whose last turn is judged for a try.
    public record Trial(String question, String reply) {}

    /// @param trial null for none
    public record Plan(
            Comprehension comprehension,
            List<Question> questions,
            @Nullable Trial trial) {
        public Plan {
            questions = List.copyOf(questions);
        }
    }

    public List<Question> questions(long studyId) {
        return sql.list(
                row -> new Question(
                        row.getString("prompt"),
                        List.of((String[]) row.getArray("options").getArray()),
                        row.getInt("correct")),
                "select prompt, options, correct from comprehension_question where study_id = :study order by position",
                bind("study", studyId));
    }

    public Optional<Trial> trial(long studyId) {
        return sql.first(
                row -> new Trial(row.getString("question"), row.getString("reply")),
                "select question, reply from trial_item where study_id = :study",
                bind("study", studyId));
    }

    /// @param seen the version of the study on the page on which it was decided
    /// @return whether the study is a draft: later nobody's way in changes
    @Transactional
    public boolean set(long studyId, Plan plan, @Nullable Integer seen, Actor by) {
        if (!studies.holdDraft(studyId)) {
            return false;
        }
        Study study = Study.findById(studyId);
        entities.refresh(study);
        study.requireUnchanged(seen);
        study.asksFirst(plan.comprehension());
        sql.update("delete from comprehension_question where study_id = :study", bind("study", studyId));
        sql.update("delete from trial_item where study_id = :study", bind("study", studyId));
        for (int position = 0; position < plan.questions().size(); position++) {
            insert(studyId, position, plan.questions().get(position));
        }
        Trial tried = plan.trial();
        if (tried != null) {
            sql.update(
                    "insert into trial_item (study_id, question, reply) values (:study, :question, :reply)",
                    bind("study", studyId),
                    bind("question", tried.question()),
                    bind("reply", tried.reply()));
        }
        trail.record(
                AuditEntry.of(by, AuditAction.PRACTICE_SET).inStudy(studyId).about(studyId));
        return true;
    }

    private void insert(long studyId, int position, Question question) {
        sql.update(
                """
                insert into comprehension_question (study_id, position, prompt, options, correct)
                values (:study, :position, :prompt, :options, :correct)""",
                bind("study", studyId),
                bind("position", position),
                bind("prompt", question.prompt()),
                bind("options", question.options().toArray(String[]::new)),
                bind("correct", question.right()));
    }
}
