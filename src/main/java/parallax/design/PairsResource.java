package parallax.design;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import parallax.generation.Pairing;
import parallax.identity.CurrentAccount;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// Puts the replies of two runs side by side, and takes them apart.
@Path("/studies/{id}/design/pairs")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class PairsResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Pairing pairing;
    private final DesignPages pages;

    public PairsResource(StudyAccess access, CurrentAccount account, Pairing pairing, DesignPages pages) {
        this.access = access;
        this.account = account;
        this.pairing = pairing;
        this.pages = pages;
    }

    @POST
    public Response pair(
            @PathParam("id") long id,
            @FormParam("first") @DefaultValue("") String first,
            @FormParam("second") @DefaultValue("") String second) {
        Study study = access.design(id);
        try {
            pairing.pair(id, number(first), number(second), account.actor());
            return done(id);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return refused(study, String.valueOf(refused.getMessage()));
        }
    }

    @POST
    @Path("removal")
    public Response part(@PathParam("id") long id) {
        Study study = access.design(id);
        try {
            pairing.part(id, account.actor());
            return done(id);
        } catch (IllegalStateException refused) {
            return refused(study, String.valueOf(refused.getMessage()));
        }
    }

    private static long number(String run) {
        return run.matches("\\d{1,18}") ? Long.parseLong(run) : 0;
    }

    private static Response done(long id) {
        return Response.seeOther(URI.create("/studies/" + id + "/design#pairs")).build();
    }

    private Response refused(Study study, String why) {
        return Response.status(422)
                .entity(pages.page(study, access.rights(study.id()).orElseThrow(), DesignPages.Notice.of(why)))
                .build();
    }
}
