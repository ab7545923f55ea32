package parallax.judgment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.UUID;
import parallax.assignment.Assignment;
import parallax.assignment.Drafts;
import parallax.rater.RaterSession;
import parallax.study.Rubrics;
import parallax.study.StoredRubric;
import parallax.study.Study;

/// What was chosen on a page without scripts is kept when its rater takes one of the ways out of it:
/// every such button sends the whole page here, with the way in its field `to`.
@Path("/s/{code}/items/{assignment}")
@RunOnVirtualThread
@PermitAll
public class KeptAnswersResource {
    private final RaterSession session;
    private final CarriedAnswers carried;
    private final Drafts drafts;
    private final Rubrics rubrics;
    private final RatingPages pages;
    private final Clock clock;

    public KeptAnswersResource(
            RaterSession session,
            CarriedAnswers carried,
            Drafts drafts,
            Rubrics rubrics,
            RatingPages pages,
            Clock clock) {
        this.session = session;
        this.carried = carried;
        this.drafts = drafts;
        this.rubrics = rubrics;
        this.pages = pages;
        this.clock = clock;
    }

    @POST
    @Path("kept")
    public Response keep(
            @PathParam("code") String code, @PathParam("assignment") UUID key, MultivaluedMap<String, String> form) {
        Study study = session.study(code);
        Assignment assignment = carried.assignment(study, key, form);
        String to = String.valueOf(form.getFirst("to"));
        drafts.keep(
                assignment,
                CarriedAnswers.page(form),
                answers(study, form, to).drafts(),
                clock.instant().toEpochMilli());
        return way(study, assignment, to);
    }

    /// Forgets what was changed of a submitted item and not submitted again.
    @POST
    @Path("as-it-was")
    public Response asItWas(
            @PathParam("code") String code, @PathParam("assignment") UUID key, MultivaluedMap<String, String> form) {
        Study study = session.study(code);
        drafts.forgetChanges(carried.assignment(study, key, form));
        return RatersWay.see(study, "/rate");
    }

    private Response way(Study study, Assignment assignment, String to) {
        String item = "/items/" + assignment.key();
        return switch (to) {
            case "pause", "my-data" -> RatersWay.see(study, "/" + to);
            case "skip", "problem" -> RatersWay.see(study, item + "/" + to);
            case "back" -> RatersWay.see(study, pages.back(study, session.rater(study), assignment));
            case "exit" ->
                Response.temporaryRedirect(RatersWay.address(study, "/exit")).build();
            case "veil" -> RatersWay.see(study, item, session.veil(study));
            case "unveil" -> RatersWay.see(study, item, session.unveil(study));
            default -> RatersWay.see(study, item + fragment(to));
        };
    }

    /// The group whose button was pressed.
    private static String fragment(String to) {
        return to.startsWith("at-once-") ? "#group-" + to.substring("at-once-".length()) : "";
    }

    /// What the page holds, with the group answered at once whose button was pressed.
    private Answers answers(Study study, MultivaluedMap<String, String> form, String to) {
        StoredRubric rubric = rubrics.ofStudy(study.id());
        try {
            Answers answers = Answers.fromForm(rubric, form);
            return to.matches("at-once-\\d{1,4}")
                    ? answers.answeredAtOnce(rubric, Integer.parseInt(to.substring("at-once-".length())))
                    : answers;
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }
}
