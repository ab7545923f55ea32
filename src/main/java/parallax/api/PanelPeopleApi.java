package parallax.api;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.rater.PanelPeople;
import parallax.study.Study;
import parallax.study.StudyAccess;

/// The people whom panels sent to a study, for whoever settles with the panel who is paid.
@Path("/api/v1/studies/{id}/panel-people")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class PanelPeopleApi {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final PanelPeople people;

    public PanelPeopleApi(StudyAccess access, CurrentAccount account, PanelPeople people) {
        this.access = access;
        this.account = account;
        this.people = people;
    }

    /// @param id the panel's name for them
    /// @param visit the panel's name for their visit; empty if there is none
    /// @param finished null while they are under way
    public record PanelPerson(
            String panel,
            String id,
            String visit,
            String state,
            @Schema(nullable = true) @Nullable Instant finished) {}

    @GET
    @APIResponse(responseCode = "200", description = "People, by the panel's name for them")
    @Operation(
            summary = "Whom panels sent, by the panels' names; needs the rights to design and to export, and is on the"
                    + " audit trail")
    public List<PanelPerson> people(@PathParam("id") long id) {
        Study study = access.export(access.design(id).id());
        return people.of(study.id(), account.actor()).stream()
                .map(sent -> new PanelPerson(sent.panel(), sent.id(), sent.visit(), sent.state(), sent.finished()))
                .toList();
    }
}
