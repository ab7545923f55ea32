package parallax.identity;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.web.FormText;

/// The second step of signing in, for whoever has a second factor.
@Path("/sign-in/second-step")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@PermitAll
public class SecondStepResource {
    private static final String WRONG =
            "That code is not right. It may be over, or used already: wait for the next one in the app, then try again.";

    private final SecondStep step;
    private final HalfSignIns halves;
    private final SecondFactors factors;
    private final SignedIn signedIn;
    private final PasskeyOptions passkeys;

    public SecondStepResource(
            SecondStep step, HalfSignIns halves, SecondFactors factors, SignedIn signedIn, PasskeyOptions passkeys) {
        this.step = step;
        this.halves = halves;
        this.factors = factors;
        this.signedIn = signedIn;
        this.passkeys = passkeys;
    }

    @GET
    public Response form(@Context HttpServerRequest request) {
        return page(200, request, "");
    }

    @POST
    public Response attempt(@FormParam("code") @Nullable String code, @Context HttpServerRequest request) {
        return answer(step.attempt(half(request), FormText.of(code), request), WRONG, request);
    }

    @POST
    @Path("passkey")
    public Response passkey(@FormParam("credential") @Nullable String credential, @Context HttpServerRequest request) {
        return answer(
                step.attemptPasskey(half(request), FormText.of(credential), request), SignInPage.NO_PASSKEY, request);
    }

    private Response answer(SecondStep.Outcome outcome, String wrongWords, HttpServerRequest request) {
        return switch (outcome) {
            case SecondStep.Outcome.Right(long account) -> signedIn.begin(account, Proof.SECOND_FACTOR, request);
            case SecondStep.Outcome.Wrong wrong -> page(401, request, wrongWords);
            case SecondStep.Outcome.MustWait(Duration delay) ->
                Waiting.answer(
                        429, delay, page(429, request, Waiting.words(delay)).getEntity());
            case SecondStep.Outcome.Over over -> fromTheBeginning();
        };
    }

    private Response page(int status, HttpServerRequest request, String error) {
        Optional<HalfSignIns.Holder> holder = halves.of(half(request));
        return holder.map(known -> Response.status(status)
                        .entity(asking(known.account(), request, error))
                        .build())
                .orElseGet(SecondStepResource::fromTheBeginning);
    }

    private SecondStepPage asking(long account, HttpServerRequest request, String error) {
        SecondFactors.Held held = factors.of(account);
        return new SecondStepPage(held, passkeys.secondStep(account, held.passkeys(), request), error);
    }

    private static Response fromTheBeginning() {
        return Response.seeOther(URI.create("/sign-in")).build();
    }

    private static Token half(HttpServerRequest request) {
        return SessionCookie.held(HalfSignIns.COOKIE, request);
    }
}
