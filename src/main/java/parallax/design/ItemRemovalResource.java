package parallax.design;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Takes an item out of a draft.
@Path("/studies/{id}/items/{item}/removal")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class ItemRemovalResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Removal removal;

    public ItemRemovalResource(StudyAccess access, CurrentAccount account, Removal removal) {
        this.access = access;
        this.account = account;
        this.removal = removal;
    }

    @POST
    public Response remove(@PathParam("id") long id, @PathParam("item") long item) {
        Study study = access.design(id);
        if (!study.isDraft()) {
            throw new ClientErrorException("Items can be removed only from a draft.", Response.Status.CONFLICT);
        }
        if (!removal.item(id, item, account.actor())) {
            throw new NotFoundException("no such item");
        }
        return Response.seeOther(URI.create("/studies/" + id + "/items")).build();
    }
}
