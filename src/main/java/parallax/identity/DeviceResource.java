package parallax.identity;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import parallax.web.ErrorPage;

/// Where a link for another browser leads. Opening the page does not use the link up; sending its form
/// does.
@Path("/sign-in/device/{token}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class DeviceResource {
    private final DeviceLinks links;

    public DeviceResource(DeviceLinks links) {
        this.links = links;
    }

    @GET
    public Response form(@PathParam("token") String text) {
        return links.isOpen(new Token(text)) ? Response.ok(new DevicePage(text)).build() : over();
    }

    @POST
    public Response use(@PathParam("token") String text, @Context HttpServerRequest request) {
        return links.use(new Token(text))
                .map(device -> Response.seeOther(URI.create("/sign-in"))
                        .cookie(SessionCookie.holding(KnownDevices.COOKIE, device, KnownDevices.AGE, request))
                        .build())
                .orElseGet(DeviceResource::over);
    }

    private static Response over() {
        return Response.status(410)
                .entity(
                        new ErrorPage(
                                "This link is over",
                                "It works once, for a quarter of an hour. Make another one where you are signed in, under Your account."))
                .build();
    }
}
