package parallax.judgment;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.assignment.Drafts;
import parallax.rater.NotHere;
import parallax.rater.Participation;
import parallax.rater.RaterSession;
import parallax.study.Rubrics;
import parallax.study.Study;

/// Answers that a page without scripts sends when its session is over: the browser holds them, sealed,
/// until its rater is back, and then they are kept on the very assignment that they were given on, or
/// nowhere.
@RequestScoped
public class CarriedAnswers {
    private final RaterSession session;
    private final Assignments assignments;
    private final Drafts drafts;
    private final Rubrics rubrics;
    private final Clock clock;

    public CarriedAnswers(RaterSession session, Assignments assignments, Drafts drafts, Rubrics rubrics, Clock clock) {
        this.session = session;
        this.assignments = assignments;
        this.drafts = drafts;
        this.rubrics = rubrics;
        this.clock = clock;
    }

    /// The rater's assignment of that key; if it is not theirs to answer now, what the form holds goes
    /// along until it is.
    ///
    /// @throws NotHere with what was answered
    Assignment assignment(Study study, UUID key, MultivaluedMap<String, String> form) {
        return session.participation(study)
                .flatMap(rater -> assignments.of(rater, key))
                .orElseThrow(() -> notHere(study, key, form));
    }

    private NotHere notHere(Study study, UUID key, MultivaluedMap<String, String> form) {
        Answers answers;
        try {
            answers = Answers.fromForm(rubrics.ofStudy(study.id()), form);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
        if (answers.isEmpty()) {
            return new NotHere(study);
        }
        var carried = new CarriedLine(key, page(form), clock.instant().toEpochMilli(), answers.drafts());
        return new NotHere(study, carried.line(), carried.isWhole() ? NotHere.Held.ALL : NotHere.Held.SOME);
    }

    /// Keeps what this browser carried of the rater before it.
    ///
    /// @return whether there was any, which the browser need not hold any longer
    boolean putDown(Study study, Participation rater) {
        Optional<CarriedLine> carried = session.carried(study).flatMap(CarriedLine::of);
        Optional<Assignment> theirs = carried.flatMap(c -> assignments.of(rater, c.assignment()));
        theirs.ifPresent(assignment -> {
            CarriedLine held = carried.get();
            drafts.keep(assignment, held.page(), held.held(), held.at());
        });
        return theirs.isPresent();
    }

    static Drafts.Page page(MultivaluedMap<String, String> form) {
        return form.containsKey("change") ? Drafts.Page.CHANGES : Drafts.Page.ITEM;
    }
}
