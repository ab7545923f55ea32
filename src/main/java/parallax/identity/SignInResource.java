package parallax.identity;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signing in and out.
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class SignInResource {
    private final SignInLimit limit;
    private final Sessions sessions;

    public SignInResource(SignInLimit limit, Sessions sessions) {
        this.limit = limit;
        this.sessions = sessions;
    }

    @GET
    @Path("sign-in")
    public TemplateInstance form() {
        return new SignInPage("", "");
    }

    @POST
    @Path("sign-in")
    public Response signIn(
            @FormParam("email") @Nullable String email,
            @FormParam("password") @Nullable String password,
            @Context HttpServerRequest request) {
        String given = email == null ? "" : Account.normalised(email);
        String address =
                request.remoteAddress() == null ? "" : request.remoteAddress().host();
        if (limit.isReached(given, address)) {
            return refused(429, given, "Too many tries. Wait a quarter of an hour, then try again.");
        }
        Optional<Account> account = authenticated(given, password == null ? "" : password);
        if (account.isEmpty()) {
            limit.failed(given, address);
            return refused(401, given, "That e-mail address and password do not match.");
        }
        limit.succeeded(given);
        return begun(account.get(), request);
    }

    private Response begun(Account account, HttpServerRequest request) {
        Token token = sessions.start(account.id());
        return Response.seeOther(URI.create("/studies"))
                .cookie(SessionCookie.holding(SessionAuthentication.SESSION, token, Sessions.LENGTH, request))
                .build();
    }

    @POST
    @Path("sign-out")
    public Response signOut(@Context HttpServerRequest request, @Context HttpHeaders headers) {
        var cookie = headers.getCookies().get(SessionCookie.name(SessionAuthentication.SESSION, request));
        if (cookie != null) {
            sessions.end(new Token(cookie.getValue()));
        }
        return Response.seeOther(URI.create("/sign-in"))
                .cookie(SessionCookie.gone(SessionAuthentication.SESSION, request))
                .build();
    }

    private static Optional<Account> authenticated(String email, String password) {
        if (password.length() > Password.LONGEST) {
            return Optional.empty();
        }
        Optional<Account> account = Account.byEmail(email);
        if (account.isEmpty()) {
            Password.matchNobody(password);
        }
        return account.filter(found -> found.opensWith(password));
    }

    private static Response refused(int status, String email, String error) {
        return Response.status(status).entity(new SignInPage(email, error)).build();
    }
}
