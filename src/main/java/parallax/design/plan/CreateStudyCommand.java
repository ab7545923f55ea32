package parallax.design.plan;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parallax.identity.Account;
import parallax.study.Study;
import parallax.verb.Founding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a draft of a plan's file.
@Dependent
@Unremovable
@Command(name = "create", description = "Makes a draft of the file of a plan.", sortOptions = false)
public class CreateStudyCommand extends PlanCommand implements Founding {
    @Parameters(index = "0", paramLabel = "PLAN", description = "the file, YAML or JSON")
    Path file = Path.of("");

    @Option(names = "--for", paramLabel = "EMAIL", description = "whose study it is; owners see every study anyway")
    @Nullable
    String email;

    @Override
    int carriedOut(PrintWriter out) throws PlanRefused {
        WholePlan plan = PlanSource.file(file);
        long id = plans.create(plan, email == null ? null : account(email));
        tellNotes(plan);
        out.println("Study      " + id);
        out.println("Code       " + Study.<Study>findById(id).code());
        return 0;
    }

    private static long account(String email) {
        return Account.byEmail(email)
                .filter(Account::isOpen)
                .map(Account::id)
                .orElseThrow(() -> new IllegalArgumentException("There is no account for " + email + "."));
    }
}
