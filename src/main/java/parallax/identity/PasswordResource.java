package parallax.identity;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import parallax.web.Faults;

/// Choosing another password while one is signed in.
@Path("/account/password")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class PasswordResource {
    private final CurrentAccount current;
    private final SignIn signIn;
    private final PasswordChoice choice;
    private final SignedIn signedIn;
    private final Faults faults;

    public PasswordResource(
            CurrentAccount current, SignIn signIn, PasswordChoice choice, SignedIn signedIn, Faults faults) {
        this.current = current;
        this.signIn = signIn;
        this.choice = choice;
        this.signedIn = signedIn;
        this.faults = faults;
    }

    @GET
    public TemplateInstance form() {
        return page(Map.of());
    }

    @POST
    public Response change(
            @BeanParam PasswordChange form, @BeanParam NewPassword chosen, @Context HttpServerRequest request) {
        Map<String, String> problems = faults.of(chosen);
        if (!problems.isEmpty()) {
            return refused(problems);
        }
        SignInTry attempt = SignInTry.of(current.required().email(), request);
        return switch (signIn.attempt(attempt, form.current())) {
            case SignIn.Outcome.Right(long account) -> changed(account, form, chosen, request);
            case SignIn.Outcome.Wrong wrong -> refused(Map.of("current", PasswordChange.WRONG));
            case SignIn.Outcome.MustWait(Duration delay) ->
                Waiting.answer(429, delay, page(Map.of("current", Waiting.words(delay))));
            case SignIn.Outcome.Busy busy ->
                Waiting.answer(503, Waiting.BUSY, page(Map.of("current", Waiting.BUSY_WORDS)));
        };
    }

    private Response changed(long account, PasswordChange form, NewPassword chosen, HttpServerRequest request) {
        Map<String, String> problems = form.current().equals(chosen.password())
                ? Map.of("password", PasswordChange.SAME)
                : choice.change(account, chosen.password());
        return problems.isEmpty() ? signedIn.begin(account, proof(), request) : refused(problems);
    }

    /// As at the sign-in that goes on: what was shown then beside the password is not forgotten.
    private Proof proof() {
        Proof proof = current.required().proof();
        return proof == Proof.TOO_LITTLE ? Proof.PASSWORD : proof;
    }

    private Response refused(Map<String, String> problems) {
        return Response.status(422).entity(page(problems)).build();
    }

    private PasswordPage page(Map<String, String> problems) {
        return new PasswordPage(current.required().email(), problems);
    }
}
