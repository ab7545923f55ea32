package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import parallax.identity.CurrentAccount;
import parallax.study.Invitations;

/// The studies that one was asked to join.
@Path("/api/v1/invitations")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class InvitationsApi {
    private final CurrentAccount account;
    private final Invitations invitations;

    public InvitationsApi(CurrentAccount account, Invitations invitations) {
        this.account = account;
        this.invitations = invitations;
    }

    /// @param study its title
    /// @param from the name of who invited you; empty if the installation did
    public record ReceivedInvitation(long id, String study, String from, String role, boolean mayExport) {}

    @GET
    @APIResponse(responseCode = "200", description = "Invitations, the oldest first")
    @Operation(summary = "The studies that you were invited to")
    public List<ReceivedInvitation> received() {
        account.requireScope("read");
        return invitations.to(account.required()).stream()
                .map(i -> new ReceivedInvitation(
                        i.id(), i.study(), i.from(), i.role().word(), i.mayExport()))
                .toList();
    }

    @POST
    @Path("{invitation}/acceptance")
    @APIResponse(responseCode = "204", description = "You work with the study now")
    @APIResponse(responseCode = "409", ref = ApiDescription.TOO_LATE)
    @Operation(summary = "Accepts an invitation; a key needs the scope write")
    public void accept(@PathParam("invitation") long invitation) {
        account.requireScope("write");
        require(invitations.accept(invitation, account.required()));
    }

    @DELETE
    @Path("{invitation}")
    @APIResponse(responseCode = "204", description = "It is declined")
    @Operation(summary = "Declines an invitation; a key needs the scope write")
    public void decline(@PathParam("invitation") long invitation) {
        account.requireScope("write");
        require(invitations.decline(invitation, account.required()));
    }

    private static void require(Invitations.Answered answered) {
        switch (answered) {
            case DONE -> {}
            case VOID ->
                throw new ClientErrorException(
                        "Whoever invited you may no longer give these rights.", Response.Status.CONFLICT);
            case UNKNOWN -> throw new NotFoundException("no such invitation");
        }
    }
}
