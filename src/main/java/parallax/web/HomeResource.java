package parallax.web;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/// The root of the installation leads staff to their studies; raters come by the link of a study.
@Path("/")
@PermitAll
public class HomeResource {
    @GET
    public Response home() {
        return Response.seeOther(URI.create("/studies")).build();
    }
}
