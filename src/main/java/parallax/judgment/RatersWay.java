package parallax.judgment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.rater.Admission;
import parallax.rater.Notice;
import parallax.rater.OwnCodes;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.study.Practice;
import parallax.study.Study;

/// Leads a rater to wherever they are on their way.
@ApplicationScoped
class RatersWay {
    private final Admission admission;
    private final Assignments assignments;
    private final Revisions revisions;
    private final Participations participations;
    private final Practice practice;
    private final DailyCap cap;
    private final OwnCodes ownCodes;

    RatersWay(
            Admission admission,
            Assignments assignments,
            Revisions revisions,
            Participations participations,
            Practice practice,
            DailyCap cap,
            OwnCodes ownCodes) {
        this.admission = admission;
        this.assignments = assignments;
        this.revisions = revisions;
        this.participations = participations;
        this.practice = practice;
        this.cap = cap;
        this.ownCodes = ownCodes;
    }

    Response from(Study study, Participation seen) {
        Participation rater = seen.is(Participation.State.LAPSED) ? admission.readmit(seen.id()) : seen;
        return switch (rater.state()) {
            case ARRIVED -> see(study, "");
            case CONSENTED -> see(study, "/about-you");
            case NOT_UNDERSTOOD -> Notice.notUnderstood(study, code(rater));
            case ADMITTED -> unsaved(study, rater).orElseGet(() -> nextItem(study, rater));
            case COMPLETED -> unsaved(study, rater).orElseGet(() -> Notice.finished(study, code(rater)));
            case ENDED_EARLY -> Notice.endedEarly(study, rater.submitted(), code(rater));
            case SCREENED_OUT, LAPSED -> Notice.screenedOut(study, code(rater));
            case WITHDRAWN -> Notice.withdrawn(study);
        };
    }

    /// Where somebody is who submitted what is no longer taken in, as a conflict.
    Response over(Study study, Participation rater) {
        Response now = from(study, rater);
        return now.getStatus() == Response.Status.OK.getStatusCode()
                ? Response.fromResponse(now).status(Response.Status.CONFLICT).build()
                : now;
    }

    /// What a rater changed and did not submit again comes before anything else.
    private Optional<Response> unsaved(Study study, Participation rater) {
        return revisions.unsaved(rater).map(key -> see(study, "/items/" + key));
    }

    /// Where the rater goes after a judgment, as a step below the study's address.
    String afterJudgment(Study study, Participation rater, Judgments.Outcome.Accepted accepted) {
        if (revisions.unsaved(rater).isPresent()) {
            return "/rate";
        }
        boolean goesOn = study.isOpen() && !accepted.finished() && !cap.isReached(study, rater);
        return (goesOn ? assignments.current(rater.id()) : Optional.<Assignment>empty())
                .map(next -> "/items/" + next.key())
                .orElse("/rate");
    }

    private Response nextItem(Study study, Participation rater) {
        if (!study.isOpen()) {
            return Notice.notOpen(study);
        }
        if (cap.isReached(study, rater)) {
            return Notice.enoughForToday(study, cap.of(rater).items(), ownCodes.of(rater));
        }
        if (rater.submitted() == 0 && isTrialDue(study, rater)) {
            return see(study, "/trial");
        }
        Optional<Assignment> held = assignments.current(rater.id());
        if (held.isPresent()) {
            return see(study, "/items/" + held.get().key());
        }
        if (!rater.isProved()) {
            return Notice.nothingLeftHere(study);
        }
        if (assignments.mayBeFreeLater(rater)) {
            return Notice.nothingLeft(study);
        }
        assignments.finish(rater);
        return from(study, participations.byId(rater.id()));
    }

    private boolean isTrialDue(Study study, Participation rater) {
        return practice.trial(study.id()).isPresent() && !participations.hasEndedTrial(rater);
    }

    private Notice.Code code(Participation rater) {
        boolean isTheirs = rater.isProved() || assignments.haveHandedIn(rater);
        return isTheirs && participations.mayHaveCode(rater) ? Notice.Code.SHOWN : Notice.Code.NONE;
    }

    static Response see(Study study, String step, NewCookie... cookies) {
        return Response.seeOther(address(study, step)).cookie(cookies).build();
    }

    static URI address(Study study, String step) {
        return URI.create("/s/" + study.code() + step);
    }
}
