package parallax.rater;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// The help page of raters.
@Path("/help/rating")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class RaterHelpResource {
    @GET
    public TemplateInstance help() {
        return new RaterHelpPage();
    }
}
