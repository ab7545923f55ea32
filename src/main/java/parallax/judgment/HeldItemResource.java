package parallax.judgment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.assignment.Drafts;
import parallax.rater.NotHere;
import parallax.rater.Participation;
import parallax.rater.RaterSession;
import parallax.rater.Visitors;
import parallax.study.Rubrics;
import parallax.study.Study;

/// What the rating page says of the item before the rater while they work on it.
@Path("/s/{code}/items/{assignment}")
@RunOnVirtualThread
@PermitAll
public class HeldItemResource {
    private static final String CHANGED_TOO_LATE =
            "You submitted this item more than half an hour ago, and it can no longer be changed. It stays as you submitted it.";

    private static final String PART_HAS_ENDED =
            "Your part in this study has ended, perhaps in another tab, so nothing more is taken in. What you submitted is saved.";

    private final RaterSession session;
    private final Visitors visitors;
    private final Assignments assignments;
    private final Drafts drafts;
    private final Rubrics rubrics;

    public HeldItemResource(
            RaterSession session, Visitors visitors, Assignments assignments, Drafts drafts, Rubrics rubrics) {
        this.session = session;
        this.visitors = visitors;
        this.assignments = assignments;
        this.drafts = drafts;
        this.rubrics = rubrics;
    }

    /// Whether this device still holds the rater's session: another that took over is known here within
    /// seconds, and to ask is no sign of life.
    @GET
    @Path("session")
    @Produces(MediaType.TEXT_PLAIN)
    public Response session(@PathParam("code") String code, @PathParam("assignment") UUID key) {
        Study study = session.study(code);
        return session.isHere(study)
                ? Response.noContent().build()
                : Response.status(Response.Status.NOT_FOUND)
                        .entity(visitors.whyNotHere(study))
                        .build();
    }

    @POST
    @Path("opened")
    public Response opened(@PathParam("code") String code, @PathParam("assignment") UUID key) {
        assignments.open(assignment(session.study(code), key));
        return Response.noContent().build();
    }

    @POST
    @Path("lease")
    public Response extend(@PathParam("code") String code, @PathParam("assignment") UUID key) {
        Study study = session.study(code);
        Assignment assignment = assignment(study, key);
        Duration lease = Duration.ofMinutes(study.sampling().leaseMinutes());
        return assignments.extend(assignment)
                ? Response.noContent()
                        .header("Lease-Seconds", lease.toSeconds())
                        .build()
                : noLongerHeld(assignment);
    }

    @POST
    @Path("draft")
    public Response draft(
            @PathParam("code") String code,
            @PathParam("assignment") UUID key,
            @FormParam("question") @Nullable String question,
            @FormParam("option") @Nullable String option,
            @FormParam("text") @Nullable String text,
            @FormParam("bulk") @Nullable String bulk,
            @FormParam("sequence") @Nullable String sequence,
            @FormParam("change") @Nullable String change) {
        Study study = session.study(code);
        Assignment assignment = assignment(study, key);
        long asked = number("question", question);
        Drafts.Draft chosen = draft(study, asked, text == null ? options(option) : List.of(text), bulk != null);
        Drafts.Page page = change == null ? Drafts.Page.ITEM : Drafts.Page.CHANGES;
        if (drafts.keep(assignment, page, asked, chosen, number("sequence", sequence))) {
            return Response.noContent().build();
        }
        return noLongerTaken(session.rater(study), assignment, page);
    }

    private static Response noLongerTaken(Participation rater, Assignment assignment, Drafts.Page page) {
        if (page == Drafts.Page.CHANGES && assignment.is(Assignment.State.SUBMITTED)) {
            return conflict(CHANGED_TOO_LATE);
        }
        boolean isOver = rater.hasEnded() && !assignment.is(Assignment.State.SUBMITTED);
        return isOver ? conflict(PART_HAS_ENDED) : noLongerHeld(assignment);
    }

    private Assignment assignment(Study study, UUID key) {
        return assignments.of(session.rater(study), key).orElseThrow(() -> new NotHere(study));
    }

    /// What is to be kept; what is not a question or option of the rubric is refused.
    private Drafts.Draft draft(Study study, long question, List<String> values, boolean bulk) {
        Map<String, List<String>> form =
                bulk ? Map.of("q." + question, values, "bulk." + question, values) : Map.of("q." + question, values);
        try {
            return Answers.fromForm(rubrics.ofStudy(study.id()), form)
                    .drafts()
                    .getOrDefault(question, Drafts.Draft.CLEARED);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }

    /// Positions, separated by commas.
    private static List<String> options(@Nullable String option) {
        return option == null || option.isEmpty() ? List.of() : List.of(option.split(",", -1));
    }

    private static long number(String name, @Nullable String text) {
        if (text == null || !text.matches("\\d{1,18}")) {
            throw new BadRequestException("field " + name + " needs a whole number");
        }
        return Long.parseLong(text);
    }

    private static Response noLongerHeld(Assignment assignment) {
        boolean submitted = assignment.is(Assignment.State.SUBMITTED);
        boolean skipped = assignment.is(Assignment.State.SKIPPED);
        return conflict(
                submitted
                        ? "You have already submitted this item, perhaps in another tab. Continue with another one."
                        : skipped
                                ? "You skipped this item, perhaps in another tab. Continue with another one."
                                : "Somebody else has this item by now.");
    }

    private static Response conflict(String why) {
        return Response.status(Response.Status.CONFLICT)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity(why)
                .build();
    }
}
