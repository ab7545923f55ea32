package parallax.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import parallax.runner.ParallaxVersion;

/// The help page.
@Path("/help")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class HelpResource {
    @GET
    public TemplateInstance help() {
        return new HelpPage(ParallaxVersion.text());
    }
}
