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
    private static final String WRONG = "That e-mail address and password do not match.";

    private final SignIn signIn;
    private final SignedIn signedIn;
    private final Sessions sessions;
    private final SignInPages pages;
    private final PasskeyCeremony ceremony;

    public SignInResource(
            SignIn signIn, SignedIn signedIn, Sessions sessions, SignInPages pages, PasskeyCeremony ceremony) {
        this.signIn = signIn;
        this.signedIn = signedIn;
        this.sessions = sessions;
        this.pages = pages;
        this.ceremony = ceremony;
    }

    @GET
    @Path("sign-in")
    public TemplateInstance form(@Context HttpServerRequest request) {
        return pages.page("", "", request);
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
            case SignIn.Outcome.Wrong wrong -> pages.answer(401, attempt.email(), WRONG, request);
            case SignIn.Outcome.MustWait(Duration delay) ->
                Waiting.answer(429, delay, pages.page(attempt.email(), Waiting.words(delay), request));
            case SignIn.Outcome.Busy busy ->
                Waiting.answer(503, Waiting.BUSY, pages.page(attempt.email(), Waiting.BUSY_WORDS, request));
        };
    }

    /// A passkey that asked for a finger, a face or a PIN is enough by itself.
    @POST
    @Path("sign-in/passkey")
    public Response passkey(@FormParam("credential") @Nullable String credential, @Context HttpServerRequest request) {
        return ceremony.shown(FormText.of(credential), PasskeyOptions.Purpose.SIGN_IN, request)
                .filter(PasskeyCeremony.Shown::verified)
                .map(shown -> signedIn.begin(shown.account(), Proof.PASSKEY, request))
                .orElseGet(() -> pages.answer(401, "", SignInPage.NO_PASSKEY, request));
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
}
