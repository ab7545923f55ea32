package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.design.DesignPages;
import parallax.design.Sharing;
import parallax.identity.CurrentAccount;
import parallax.study.Invitations;
import parallax.study.Membership;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Who works with a study, for its researchers. An address is answered alike whether an account has it
/// or not.
@Path("/api/v1/studies/{id}/members")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class MembersApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final DesignPages pages;
    private final Invitations invitations;
    private final Membership membership;
    private final Faults faults;

    public MembersApi(
            StudyAccess access,
            CurrentAccount account,
            DesignPages pages,
            Invitations invitations,
            Membership membership,
            Faults faults) {
        this.access = access;
        this.account = account;
        this.pages = pages;
        this.invitations = invitations;
        this.membership = membership;
        this.faults = faults;
    }

    /// Everybody who works with a study, and who was asked to.
    public record People(List<Member> members, List<Invitation> invitations) {}

    /// @param mayExport whether they may read individual judgments
    public record Member(long account, String name, String email, String role, boolean mayExport) {}

    /// @param until when it ends by itself
    public record Invitation(long id, String email, String role, boolean mayExport, Instant until) {}

    /// Rights that somebody is offered.
    ///
    /// @param role `analyst` or `researcher`
    /// @param mayExport whether they may read individual judgments; not if left out
    public record InvitationOrder(
            @Schema(required = true) @Nullable String email,
            @Schema(required = true) @Nullable String role,
            boolean mayExport) {}

    @GET
    @APIResponse(responseCode = "200", description = "Members and invitations")
    @Operation(summary = "Who works with the study, and who was invited to")
    public People people(@PathParam("id") long id) {
        Study study = access.design(id);
        return new People(
                pages.members(study.id()).stream()
                        .map(m -> new Member(m.accountId(), m.name(), m.email(), m.role(), m.mayExport()))
                        .toList(),
                invitations.waiting(study.id()).stream()
                        .map(i -> new Invitation(i.id(), i.email(), i.role().word(), i.mayExport(), i.until()))
                        .toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "202",
            description = "Somebody new finds an invitation under “Studies”; a member has these rights from now on")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_BODY)
    @Operation(summary = "Shares the study with an address; a key needs the scope write")
    @RequestBody(content = @Content(schema = @Schema(implementation = InvitationOrder.class)))
    public Response share(@PathParam("id") long id, String body) {
        account.requireScope("write");
        Study study = access.design(id);
        InvitationOrder order = JsonBody.read(body, InvitationOrder.class, "An invitation");
        var form = new Sharing(
                Objects.requireNonNullElse(order.email(), ""),
                Objects.requireNonNullElse(order.role(), ""),
                order.mayExport() ? "on" : null,
                null);
        List<String> problems = List.copyOf(faults.of(form).values());
        if (!problems.isEmpty()) {
            throw new BadRequestException(String.join(" ", problems));
        }
        require(invitations.share(study, form.offer(), access.grantor(study)));
        return Response.accepted().build();
    }

    @DELETE
    @Path("{account}")
    @APIResponse(responseCode = "204", description = "They no longer work with the study")
    @Operation(summary = "Ends a member's access; a key needs the scope write")
    public void remove(@PathParam("id") long id, @PathParam("account") long member) {
        account.requireScope("write");
        Study study = access.design(id);
        require(membership.revoke(study, member, null, access.grantor(study)));
    }

    @DELETE
    @Path("invitations/{invitation}")
    @APIResponse(responseCode = "204", description = "It is taken back")
    @Operation(summary = "Takes an invitation back; a key needs the scope write")
    public void takeBack(@PathParam("id") long id, @PathParam("invitation") long invitation) {
        account.requireScope("write");
        Study study = access.design(id);
        require(invitations.takeBack(study, invitation, access.grantor(study)));
    }

    private static void require(Optional<String> refusal) {
        refusal.ifPresent(why -> {
            throw new ForbiddenException(why);
        });
    }
}
