package parallax.design;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.study.Invitations;
import parallax.study.Membership;
import parallax.study.Study;
import parallax.study.StudyAccess;
import parallax.web.Faults;

/// Sharing a study with colleagues, and ending it.
@Path("/studies/{id}/design")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class MembersResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final DesignPages pages;
    private final Invitations invitations;
    private final Membership membership;
    private final Faults faults;

    public MembersResource(
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

    @POST
    @Path("members")
    public Response share(@PathParam("id") long id, @BeanParam Sharing form) {
        Study study = access.design(id);
        Map<String, String> problems = faults.of(form);
        if (!problems.isEmpty()) {
            return refused(study, DesignPages.Notice.refused(form, problems));
        }
        return invitations
                .share(study, form.offer(), access.grantor(study))
                .map(why -> refused(study, DesignPages.Notice.refused(form, Map.of("email", why))))
                .orElseGet(() -> done(study));
    }

    @POST
    @Path("members/{account}/removal")
    public Response remove(
            @PathParam("id") long id, @PathParam("account") long member, @FormParam("version") @Nullable Integer seen) {
        Study study = access.design(id);
        Optional<String> refusal = membership.revoke(study, member, seen, access.grantor(study));
        if (refusal.isPresent()) {
            return refused(study, DesignPages.Notice.of(refusal.get()));
        }
        return member == account.id() && !account.isOwner()
                ? Response.seeOther(URI.create("/studies")).build()
                : done(study);
    }

    @POST
    @Path("invitations/{invitation}/removal")
    public Response takeBack(@PathParam("id") long id, @PathParam("invitation") long invitation) {
        Study study = access.design(id);
        return invitations
                .takeBack(study, invitation, access.grantor(study))
                .map(why -> refused(study, DesignPages.Notice.of(why)))
                .orElseGet(() -> done(study));
    }

    private static Response done(Study study) {
        return Response.seeOther(URI.create("/studies/" + study.id() + "/design"))
                .build();
    }

    private Response refused(Study study, DesignPages.Notice why) {
        TemplateInstance page = pages.page(study, access.rights(study.id()).orElseThrow(), why);
        return Response.status(422).entity(page).build();
    }
}
