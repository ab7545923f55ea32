package parallax.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/// An endpoint whose author forgot to say who may use it.
@Path(UnannotatedResource.ADDRESS)
public class UnannotatedResource {
    static final String ADDRESS = "/unannotated";

    @GET
    public String open() {
        return "open";
    }
}
