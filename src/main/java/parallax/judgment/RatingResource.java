package parallax.judgment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.rater.NotHere;
import parallax.rater.Participation;
import parallax.rater.RaterSession;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;

/// Rating: the item before the rater, what they choose, and their judgment of it.
@Path("/s/{code}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class RatingResource {
    private static final String SUBMITTED_OTHERWISE =
            "These answers differ from the ones you already submitted from this page. Submit again to change them.";
    private static final String SUBMITTED_BEFORE = "You submitted this item before, perhaps in another tab."
            + " Save these answers to replace the earlier ones.";

    private final RaterSession session;
    private final RatersWay way;
    private final CarriedAnswers carried;
    private final Assignments assignments;
    private final Judgments judgments;
    private final Clock clock;
    private final Rubrics rubrics;
    private final RatingPages pages;
    private final Revisions revisions;
    private final DailyCap cap;

    public RatingResource(
            RaterSession session,
            RatersWay way,
            CarriedAnswers carried,
            Assignments assignments,
            Judgments judgments,
            Clock clock,
            Rubrics rubrics,
            RatingPages pages,
            Revisions revisions,
            DailyCap cap) {
        this.session = session;
        this.way = way;
        this.carried = carried;
        this.assignments = assignments;
        this.judgments = judgments;
        this.clock = clock;
        this.rubrics = rubrics;
        this.pages = pages;
        this.revisions = revisions;
        this.cap = cap;
    }

    /// Leads to wherever the rater is on their way.
    @GET
    @Path("rate")
    public Response rate(@PathParam("code") String code) {
        Study study = session.study(code);
        return session.participation(study)
                .map(rater -> onTheWay(study, rater))
                .orElseGet(() -> RatersWay.see(study, ""));
    }

    private Response onTheWay(Study study, Participation rater) {
        boolean putDown = carried.putDown(study, rater);
        Response next = way.from(study, rater);
        return putDown
                ? Response.fromResponse(next).cookie(session.putDown(study)).build()
                : next;
    }

    @GET
    @Path("items/{assignment}")
    public Response item(@PathParam("code") String code, @PathParam("assignment") UUID key) {
        Study study = session.study(code);
        Participation rater = session.rater(study);
        Assignment assignment = assignment(study, rater, key);
        if (session.isAway(study)) {
            return RatersWay.see(study, "/pause");
        }
        if (assignment.is(Assignment.State.SUBMITTED) && revisions.isRevisable(rater, assignment)) {
            return Response.ok(pages.revision(study, rater, assignment)).build();
        }
        return study.isOpen() && assignments.isHeld(assignment)
                ? opened(study, rater, assignment)
                : RatersWay.see(study, "/rate");
    }

    private Response opened(Study study, Participation rater, Assignment assignment) {
        assignments.open(assignment);
        return Response.ok(pages.fresh(study, rater, assignment)).build();
    }

    /// The page of the item after this one, without starting its clock; nothing if there is none.
    @GET
    @Path("items/{assignment}/next")
    public Response next(@PathParam("code") String code, @PathParam("assignment") UUID key) {
        Study study = session.study(code);
        Participation rater = session.rater(study);
        Assignment held = assignment(study, rater, key);
        Optional<Assignment> upcoming = study.isOpen() && !cap.isReachedWith(study, rater, 1)
                ? assignments.upcoming(rater.id(), held.position())
                : Optional.empty();
        if (upcoming.isEmpty()) {
            return Response.noContent().build();
        }
        RatingPage page = pages.fresh(study, rater, upcoming.get());
        return Response.ok(page)
                .header("Content-Location", page.place().address())
                .header("Cache-Control", "no-store")
                .build();
    }

    /// Takes a judgment in and leads on: by a redirect, or, for a script that prefers no page, by
    /// naming the next address, so that a page fetched before can be shown at once.
    @POST
    @Path("items/{assignment}/judgment")
    public Response submit(
            @PathParam("code") String code,
            @PathParam("assignment") UUID key,
            @HeaderParam("Prefer") @Nullable String preference,
            MultivaluedMap<String, String> form) {
        Study study = session.study(code);
        Submission submission = submission(study, submitted(study, key, preference, form), form);
        Participation rater = session.rater(study);
        return switch (judgments.submit(rater.id(), submission)) {
            case Judgments.Outcome.Accepted taken -> leadOn(study, way.afterJudgment(study, rater, taken), preference);
            case Judgments.Outcome.Incomplete open -> again(study, rater, submission, open.gaps(), "");
            case Judgments.Outcome.KeyReused reused ->
                again(study, rater, withNewKey(submission), List.of(), SUBMITTED_OTHERWISE);
            case Judgments.Outcome.AlreadySubmitted already ->
                again(study, rater, withNewKey(submission), List.of(), SUBMITTED_BEFORE);
            case Judgments.Outcome.NotYours notYours -> throw new NotHere(study);
            case Judgments.Outcome.Over over -> way.over(study, rater);
        };
    }

    /// A script keeps its answers itself.
    private Assignment submitted(
            Study study, UUID key, @Nullable String preference, MultivaluedMap<String, String> form) {
        return preference == null ? carried.assignment(study, key, form) : assignment(study, session.rater(study), key);
    }

    private static Response leadOn(Study study, String next, @Nullable String preference) {
        return "return=minimal".equals(preference)
                ? Response.noContent().location(RatersWay.address(study, next)).build()
                : RatersWay.see(study, next);
    }

    /// The page as it was sent, with what is wrong with it.
    private Response again(
            Study study, Participation rater, Submission submission, List<StoredQuestion> gaps, String error) {
        Assignment assignment = assignment(study, rater, submission.assignment());
        return Response.status(422)
                .entity(pages.returned(study, rater, assignment, submission, gaps, error))
                .build();
    }

    private Assignment assignment(Study study, Participation rater, UUID key) {
        return assignments.of(rater, key).orElseThrow(() -> new NotHere(study));
    }

    private Submission submission(Study study, Assignment assignment, MultivaluedMap<String, String> form) {
        try {
            StoredRubric rubric = rubrics.ofStudy(study.id());
            Answers answers = Answers.fromForm(rubric, form);
            UUID key = UUID.fromString(field(form, "key"));
            Submission.Timing timing = Submission.Timing.fromForm(rubric, form)
                    .within(Duration.between(assignment.lease().givenAt(), clock.instant()));
            var written = Submission.Written.fromForm(rubric, form);
            return new Submission(assignment.key(), key, answers, timing, form.containsKey("change"), written);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }

    private static Submission withNewKey(Submission submission) {
        return new Submission(
                submission.assignment(),
                UUID.randomUUID(),
                submission.answers(),
                submission.timing(),
                submission.change(),
                submission.written());
    }

    private static String field(MultivaluedMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value;
    }
}
