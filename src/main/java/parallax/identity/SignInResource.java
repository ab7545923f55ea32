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
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import parallax.web.FormText;

/// Signing in and out.
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class SignInResource {
    private final SignIn signIn;
    private final SignedIn signedIn;
    private final Sessions sessions;
    private final PasskeyOptions options;
    private final PasskeyCeremony ceremony;

    public SignInResource(
            SignIn signIn, SignedIn signedIn, Sessions sessions, PasskeyOptions options, PasskeyCeremony ceremony) {
        this.signIn = signIn;
        this.signedIn = signedIn;
        this.sessions = sessions;
        this.options = options;
        this.ceremony = ceremony;
    }

    @GET
    @Path("sign-in")
    public TemplateInstance form(@Context HttpServerRequest request) {
        return page("", request, "");
    }

    @POST
    @Path("sign-in")
    public Response signIn(
            @FormParam("email") @Nullable String email,
            @FormParam("password") @Nullable String password,
            @Context HttpServerRequest request) {
        SignInTry attempt = SignInTry.of(email, request);
        return switch (signIn.attempt(attempt, password)) {
            case SignIn.Outcome.Right(long account) -> signedIn.afterPassword(account, request);
            case SignIn.Outcome.Wrong wrong ->
                refused(401, attempt, request, "That e-mail address and password do not match.");
            case SignIn.Outcome.MustWait(Duration delay) ->
                Waiting.answer(429, delay, page(attempt.email(), request, Waiting.words(delay)));
            case SignIn.Outcome.Busy busy ->
                Waiting.answer(503, Waiting.BUSY, page(attempt.email(), request, Waiting.BUSY_WORDS));
        };
    }

    /// A passkey that asked for a finger, a face or a PIN is enough by itself.
    @POST
    @Path("sign-in/passkey")
    public Response passkey(@FormParam("credential") @Nullable String credential, @Context HttpServerRequest request) {
        return ceremony.shown(FormText.of(credential), PasskeyOptions.Purpose.SIGN_IN, request)
                .filter(PasskeyCeremony.Shown::verified)
                .map(shown -> signedIn.begin(shown.account(), Proof.PASSKEY, request))
                .orElseGet(() -> Response.status(401)
                        .entity(page("", request, SignInPage.NO_PASSKEY))
                        .build());
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

    private Response refused(int status, SignInTry attempt, HttpServerRequest request, String error) {
        return Response.status(status)
                .entity(page(attempt.email(), request, error))
                .build();
    }

    private SignInPage page(String email, HttpServerRequest request, String error) {
        return new SignInPage(email, options.signIn(request), error);
    }
}
