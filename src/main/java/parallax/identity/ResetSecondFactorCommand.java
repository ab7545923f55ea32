package parallax.identity;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Takes a second factor away that somebody lost, for whoever has the machine.
@Dependent
@Unremovable
@Command(
        name = "reset-second-factor",
        description =
                "Takes an account's second factor away, as when the phone is lost: the password alone opens it again.")
public class ResetSecondFactorCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EMAIL", description = "the account's e-mail address")
    String email = "";

    @Inject
    SecondFactors factors;

    @Override
    @Transactional
    public Integer call() {
        Optional<Account> account = Account.byEmail(email);
        if (account.isEmpty()) {
            System.err.println("Nobody with the e-mail address " + email + " has an account here.");
            return 1;
        }
        System.out.println(
                factors.reset(account.get().id(), Actor.system())
                        ? "The second factor is gone, and the sessions are ended."
                        : "That account has no second factor.");
        return 0;
    }
}
