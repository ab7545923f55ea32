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
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Assignment;
import parallax.assignment.Assignments;
import parallax.assignment.Skips;
import parallax.rater.NotHere;
import parallax.rater.RaterSession;
import parallax.study.Study;

/// Passing over an item.
@Path("/s/{code}/items/{assignment}/skip")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class SkipResource {
    private static final int LONGEST_NOTE = 2_000;

    private final RaterSession session;
    private final Assignments assignments;
    private final Skips skips;

    public SkipResource(RaterSession session, Assignments assignments, Skips skips) {
        this.session = session;
        this.assignments = assignments;
        this.skips = skips;
    }

    @GET
    public TemplateInstance form(@PathParam("code") String code, @PathParam("assignment") UUID key) {
        Study study = session.study(code);
        assignment(study, key);
        return page(study, key, "");
    }

    @POST
    public Response skip(
            @PathParam("code") String code,
            @PathParam("assignment") UUID key,
            @FormParam("reason") @Nullable String reason,
            @FormParam("note") @Nullable String note) {
        Study study = session.study(code);
        Assignment assignment = assignment(study, key);
        Optional<Skips.Reason> chosen = Arrays.stream(Skips.Reason.values())
                .filter(r -> r.word().equals(reason))
                .findFirst();
        String text = note == null ? "" : note.strip();
        if (chosen.isEmpty() || text.length() > LONGEST_NOTE) {
            String error = chosen.isEmpty()
                    ? "Choose a reason. Any reason is fine."
                    : "The note is longer than " + LONGEST_NOTE + " characters.";
            return Response.status(422).entity(page(study, key, error)).build();
        }
        skips.skip(assignment, chosen.get(), text);
        return Response.seeOther(URI.create("/s/" + study.code() + "/rate")).build();
    }

    private Assignment assignment(Study study, UUID key) {
        return assignments.of(session.rater(study), key).orElseThrow(() -> new NotHere(study));
    }

    private static SkipPage page(Study study, UUID key, String error) {
        return new SkipPage(
                study.notice(),
                RatingPages.address(study, key),
                Arrays.stream(Skips.Reason.values())
                        .map(r -> new SkipPage.ReasonView(r.word(), r.label()))
                        .toList(),
                error);
    }
}
