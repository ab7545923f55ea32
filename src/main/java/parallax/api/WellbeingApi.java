package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.assignment.ProblemReports;
import parallax.identity.CurrentAccount;
import parallax.item.Grading;
import parallax.item.Items;
import parallax.study.Severity;
import parallax.study.StudyAccess;

/// How hard items are to read, and what became of the problems that raters reported.
@Path("/api/v1/studies/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class WellbeingApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Grading grading;
    private final ProblemReports problems;

    public WellbeingApi(StudyAccess access, CurrentAccount account, Grading grading, ProblemReports problems) {
        this.access = access;
        this.account = account;
        this.grading = grading;
        this.problems = problems;
    }

    /// @param severity mild, moderate or severe; null if nothing is to be said
    /// @param topic whether it is said of every item on the topic of this one; of this one alone if it
    ///   is left out
    public record Grade(
            @Schema(nullable = true) @Nullable String severity,
            @Schema(nullable = true) @Nullable Boolean topic) {}

    /// @param state handled or open
    public record Handling(
            @Schema(required = true) @Nullable String state) {}

    @PUT
    @Path("items/{item}/severity")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204", description = "It is said")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @Operation(summary = "Says how hard an item, or all on its topic, is to read; a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = Grade.class)))
    public Response grade(@PathParam("id") long id, @PathParam("item") long item, String body) {
        account.requireScope("write");
        access.design(id);
        Grade grade = JsonBody.read(body, Grade.class, "A severity");
        Items.Reach reach = Boolean.TRUE.equals(grade.topic()) ? Items.Reach.TOPIC : Items.Reach.ITEM;
        if (!grading.grade(id, item, severity(grade.severity()), reach, account.actor())) {
            throw new NotFoundException("no such item");
        }
        return Response.noContent().build();
    }

    @POST
    @Path("problem-reports/{report}/handling")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204", description = "It is so now")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @APIResponse(responseCode = "409", description = "The report is not there, or was so already")
    @Operation(summary = "Marks a reported problem as handled, or as open again; a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = Handling.class)))
    public Response handle(@PathParam("id") long id, @PathParam("report") long report, String body) {
        account.requireScope("write");
        access.design(id);
        String state = JsonBody.read(body, Handling.class, "The handling").state();
        ProblemReports.Handling to = ProblemReports.Handling.of(state == null ? "" : state)
                .orElseThrow(() -> new BadRequestException("state is handled or open."));
        if (!problems.handle(id, report, to, account.id())) {
            throw new ClientErrorException("That report is not there, or was so already.", Response.Status.CONFLICT);
        }
        return Response.noContent().build();
    }

    private static @Nullable Severity severity(@Nullable String word) {
        return word == null
                ? null
                : Severity.of(word)
                        .orElseThrow(() -> new BadRequestException("severity is mild, moderate or severe, or null."));
    }
}
