package parallax.identity;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Asks somebody who is signed in for their password before they change how they sign in: a browser that was
/// left alone is not enough for that. Tries count as those at signing in do.
@ApplicationScoped
public class OwnPassword {
    private final SignIn signIn;

    public OwnPassword(SignIn signIn) {
        this.signIn = signIn;
    }

    /// @param page with the sentence that says why it goes no further
    /// @return nothing if the password is right
    Optional<Response> refusal(
            Sessions.Holder holder, String given, HttpServerRequest request, Function<String, Object> page) {
        return switch (signIn.attempt(SignInTry.of(holder.email(), request), given)) {
            case SignIn.Outcome.Right right -> Optional.empty();
            case SignIn.Outcome.Wrong wrong ->
                Optional.of(Response.status(422)
                        .entity(page.apply(PasswordChange.WRONG))
                        .build());
            case SignIn.Outcome.MustWait(Duration delay) ->
                Optional.of(Waiting.answer(429, delay, page.apply(Waiting.words(delay))));
            case SignIn.Outcome.Busy busy ->
                Optional.of(Waiting.answer(503, Waiting.BUSY, page.apply(Waiting.BUSY_WORDS)));
        };
    }
}
