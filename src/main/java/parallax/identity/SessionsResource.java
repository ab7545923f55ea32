package parallax.identity;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Where one is signed in, and ending that elsewhere.
@Path("/account/sessions")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class SessionsResource {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final CurrentAccount current;
    private final Sessions sessions;

    public SessionsResource(CurrentAccount current, Sessions sessions) {
        this.current = current;
        this.sessions = sessions;
    }

    @GET
    public TemplateInstance list(@Context HttpServerRequest request) {
        return new SessionsPage(sessions.of(current.id(), asking(request)).stream()
                .map(s -> new SessionsPage.Line(
                        s.id(), named(s.browser()), minute(s.since()), minute(s.lastSeen()), s.current()))
                .toList());
    }

    @POST
    @Path("{session}/ending")
    public Response end(@PathParam("session") long session) {
        if (!sessions.end(current.id(), session)) {
            throw new NotFoundException("no such session");
        }
        return Response.seeOther(URI.create("/account/sessions")).build();
    }

    @POST
    @Path("others/ending")
    public Response endOthers(@Context HttpServerRequest request) {
        sessions.endOthers(current.id(), asking(request));
        return Response.seeOther(URI.create("/account/sessions")).build();
    }

    private static Token asking(HttpServerRequest request) {
        return SessionCookie.held(SessionAuthentication.SESSION, request);
    }

    private static String named(String browser) {
        return browser.isEmpty() ? "An unknown browser" : browser;
    }

    private static String minute(Instant at) {
        return MINUTE.format(at);
    }
}
