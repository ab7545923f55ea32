package parallax.identity;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import parallax.web.PublicAddress;

/// Making a link for another browser of one's own.
@Path("/account/sessions/device-link")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class DeviceLinksResource {
    private final CurrentAccount current;
    private final DeviceLinks links;
    private final PublicAddress address;

    public DeviceLinksResource(CurrentAccount current, DeviceLinks links, PublicAddress address) {
        this.current = current;
        this.links = links;
        this.address = address;
    }

    @POST
    public Response create() {
        String link =
                address.link("/sign-in/device/" + links.create(current.id()).text());
        return Response.ok(new DeviceLinkPage(link, QrCode.of(link)))
                .header("Cache-Control", "no-store")
                .build();
    }
}
