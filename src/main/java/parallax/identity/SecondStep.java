package parallax.identity;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/// Whether whoever gave the right password shows the second factor too. A try counts before it is looked at,
/// apart from tries at the password: to know that is not to get more of these.
@ApplicationScoped
public class SecondStep {
    private final HalfSignIns halves;
    private final SecondFactors factors;
    private final SignInLimit limit;
    private final PasskeyCeremony ceremony;

    public SecondStep(HalfSignIns halves, SecondFactors factors, SignInLimit limit, PasskeyCeremony ceremony) {
        this.halves = halves;
        this.factors = factors;
        this.limit = limit;
        this.ceremony = ceremony;
    }

    /// What came of a try.
    sealed interface Outcome {
        record Right(long account) implements Outcome {}

        record Wrong() implements Outcome {}

        /// @param delay after which the next try is let through
        record MustWait(Duration delay) implements Outcome {}

        /// The password was given too long ago, or elsewhere.
        record Over() implements Outcome {}
    }

    /// @param code as typed
    Outcome attempt(Token half, String code, HttpServerRequest request) {
        Optional<HalfSignIns.Holder> holder = halves.of(half);
        if (holder.isEmpty()) {
            return new Outcome.Over();
        }
        long account = holder.get().account();
        SignInTry attempt = SignInTry.of(holder.get().email(), request).atSecondStep();
        SignInLimit.Reserved reserved = limit.reserve(attempt);
        if (reserved.mustWait()) {
            return new Outcome.MustWait(reserved.delay());
        }
        if (!factors.take(account, code)) {
            limit.failed(attempt);
            return new Outcome.Wrong();
        }
        limit.succeeded(attempt, reserved);
        halves.end(half);
        return new Outcome.Right(account);
    }

    /// Nobody guesses a signature: there is no limit to tries.
    ///
    /// @param answer what the browser says of a passkey, as JSON
    Outcome attemptPasskey(Token half, String answer, HttpServerRequest request) {
        Optional<HalfSignIns.Holder> holder = halves.of(half);
        if (holder.isEmpty()) {
            return new Outcome.Over();
        }
        long account = holder.get().account();
        boolean shown = ceremony.shown(answer, PasskeyOptions.Purpose.secondStep(account), request)
                .filter(passkey -> passkey.account() == account)
                .isPresent();
        if (!shown) {
            return new Outcome.Wrong();
        }
        halves.end(half);
        return new Outcome.Right(account);
    }
}
