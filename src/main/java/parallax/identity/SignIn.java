package parallax.identity;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether an address and a password belong together.
///
/// The order is what keeps a flood of tries from everybody else: who must wait is told so before anything costs
/// time; what is left takes its turn in the [queue][PasswordQueue], is reserved there, and only then compared.
@ApplicationScoped
public class SignIn {
    private final SignInLimit limit;
    private final PasswordQueue queue;

    public SignIn(SignInLimit limit, PasswordQueue queue) {
        this.limit = limit;
        this.queue = queue;
    }

    /// What came of a try.
    public sealed interface Outcome {
        record Right(long account) implements Outcome {}

        record Wrong() implements Outcome {}

        /// @param delay after which the next try is let through
        record MustWait(Duration delay) implements Outcome {}

        /// The machine is busy with others' tries.
        record Busy() implements Outcome {}
    }

    public Outcome attempt(SignInTry attempt, @Nullable String password) {
        String given = password == null || password.length() > Password.LONGEST ? "" : password;
        Duration wait = limit.wait(attempt);
        if (wait.isPositive()) {
            return new Outcome.MustWait(wait);
        }
        try {
            return queue.run(() -> inTurn(attempt, given));
        } catch (PasswordQueue.Full full) {
            return new Outcome.Busy();
        }
    }

    private Outcome inTurn(SignInTry attempt, String password) {
        SignInLimit.Reserved reserved = limit.reserve(attempt);
        if (reserved.mustWait()) {
            return new Outcome.MustWait(reserved.delay());
        }
        Optional<Account> account = QuarkusTransaction.requiringNew().call(() -> Account.byEmail(attempt.email()));
        if (account.isEmpty()) {
            Password.matchNobody(password);
        }
        Optional<Account> opened = account.filter(found -> found.opensWith(password));
        if (opened.isEmpty()) {
            limit.failed(attempt);
            return new Outcome.Wrong();
        }
        limit.succeeded(attempt, reserved);
        return new Outcome.Right(opened.get().id());
    }
}
