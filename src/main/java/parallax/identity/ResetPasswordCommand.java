package parallax.identity;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a one-time link for whoever has the machine.
@Dependent
@Unremovable
@Command(name = "reset-password", description = "Prints a one-time link that sets an account's password.")
public class ResetPasswordCommand implements Callable<Integer> {
    /// The system property that holds the address of the data folder's instance, where it is known.
    public static final String ADDRESS = "reset-password.address";

    @Parameters(paramLabel = "EMAIL", description = "the account's e-mail address")
    String email = "";

    @Option(
            names = "--address",
            defaultValue = "${sys:" + ADDRESS + ":-http://127.0.0.1:8080}",
            description = "where this installation is reached (default: where Parallax runs with this data folder, or"
                    + " ran last; on a database server, http://127.0.0.1:8080)")
    String address = "";

    @Inject
    OneTimeLink links;

    @Override
    @Transactional
    public Integer call() {
        Optional<Account> account = Account.byEmail(email);
        if (account.isEmpty()) {
            System.err.println("Nobody with the e-mail address " + email + " has an account here.");
            return 1;
        }
        System.out.println(address + "/welcome/"
                + links.forPassword(account.get().id(), Actor.system()).text());
        return 0;
    }
}
