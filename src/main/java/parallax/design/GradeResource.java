package parallax.design;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import parallax.identity.CurrentAccount;
import parallax.item.Grading;
import parallax.item.Items;
import parallax.study.Severity;
import parallax.study.StudyAccess;

/// Saying how hard an item is to read, or all of its topic, so that what raters have read can be
/// counted by it.
@Path("/studies/{id}/items/{item}/severity")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class GradeResource {
    private final StudyAccess access;
    private final CurrentAccount account;
    private final Grading grading;

    public GradeResource(StudyAccess access, CurrentAccount account, Grading grading) {
        this.access = access;
        this.account = account;
        this.grading = grading;
    }

    @POST
    public Response grade(
            @PathParam("id") long id,
            @PathParam("item") long item,
            @FormParam("severity") @DefaultValue("") String word,
            @FormParam("topic") @Nullable String topic) {
        access.design(id);
        Items.Reach reach = topic == null ? Items.Reach.ITEM : Items.Reach.TOPIC;
        if (!grading.grade(id, item, severity(word), reach, account.actor())) {
            throw new NotFoundException("no such item");
        }
        return Response.seeOther(URI.create("/studies/" + id + "/items/" + item))
                .build();
    }

    private static @Nullable Severity severity(String word) {
        return word.isEmpty()
                ? null
                : Severity.of(word).orElseThrow(() -> new BadRequestException("severity is mild, moderate or severe"));
    }
}
