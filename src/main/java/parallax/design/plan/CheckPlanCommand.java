package parallax.design.plan;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import parallax.verb.Founding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Checks a plan's file.
@Dependent
@Unremovable
@Command(
        name = "check",
        description = "Checks the file of a plan: every mistake with its line, its place and the rule. Makes nothing.")
public class CheckPlanCommand extends PlanCommand implements Founding {
    @Parameters(index = "0", paramLabel = "PLAN", description = "the file, YAML or JSON")
    Path file = Path.of("");

    private boolean alone;

    /// Checks it without an installation, whose owners may ask for more.
    @Override
    public OptionalInt withoutDatabase() {
        alone = true;
        return OptionalInt.of(call());
    }

    @Override
    int carriedOut(PrintWriter out) throws PlanRefused {
        WholePlan plan = PlanSource.file(file);
        if (!alone) {
            plans.requireAllowed(plan);
        }
        tellNotes(plan);
        out.println("The plan breaks no rule.");
        return 0;
    }
}
