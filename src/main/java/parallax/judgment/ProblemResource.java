package parallax.judgment;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.assignment.ProblemReports;
import parallax.rater.NotHere;
import parallax.rater.RaterSession;
import parallax.study.Study;

/// Telling the researchers that something is wrong with an item. What was chosen on it stays as it is.
@Path("/s/{code}/items/{assignment}/problem")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class ProblemResource {
    private final RaterSession session;
    private final Assignments assignments;
    private final ProblemReports problems;

    public ProblemResource(RaterSession session, Assignments assignments, ProblemReports problems) {
        this.session = session;
        this.assignments = assignments;
        this.problems = problems;
    }

    /// What was typed.
    private record Typed(String reason, String note) {
        Optional<ProblemReports.Reason> chosen() {
            return ProblemReports.Reason.of(reason);
        }

        /// What must be put right, or empty.
        String error() {
            if (chosen().isEmpty()) {
                return "Choose what is wrong.";
            }
            return note.length() > ProblemReports.LONGEST_NOTE
                    ? "What you wrote is longer than " + ProblemReports.LONGEST_NOTE + " characters."
                    : "";
        }
    }

    @GET
    public TemplateInstance form(@PathParam("code") String code, @PathParam("assignment") UUID key) {
        Study study = session.study(code);
        assignment(study, key);
        return page(study, key, new Typed("", ""), "", ProblemPage.Step.ASKED);
    }

    @POST
    public Response report(
            @PathParam("code") String code,
            @PathParam("assignment") UUID key,
            @FormParam("reason") @Nullable String reason,
            @FormParam("note") @Nullable String note) {
        Study study = session.study(code);
        Assignment assignment = assignment(study, key);
        var typed = new Typed(reason == null ? "" : reason, note == null ? "" : note.strip());
        String error = typed.error();
        if (error.isEmpty() && !problems.report(assignment, typed.chosen().orElseThrow(), typed.note())) {
            error = "You have told the researchers a lot about this item. They will look at it.";
        }
        return error.isEmpty()
                ? Response.ok(page(study, key, typed, "", ProblemPage.Step.SENT))
                        .build()
                : refused(study, key, typed, error);
    }

    private Assignment assignment(Study study, UUID key) {
        return assignments.of(session.rater(study), key).orElseThrow(() -> new NotHere(study));
    }

    private static Response refused(Study study, UUID key, Typed typed, String error) {
        return Response.status(422)
                .entity(page(study, key, typed, error, ProblemPage.Step.ASKED))
                .build();
    }

    private static ProblemPage page(Study study, UUID key, Typed typed, String error, ProblemPage.Step step) {
        return new ProblemPage(
                study.notice(),
                RatingPages.address(study, key),
                Arrays.stream(ProblemReports.Reason.values())
                        .map(r -> new ProblemPage.ReasonView(
                                r.word(), r.label(), r.word().equals(typed.reason())))
                        .toList(),
                typed.note(),
                error,
                step);
    }
}
