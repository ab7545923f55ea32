package parallax.design.plan;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Says in what two plans differ.
@Dependent
@Unremovable
@Command(
        name = "diff",
        description = {
            "Says in what two plans differ, place by place; each is a file, or a study by its code or id.",
            "The exit status is 0 if they are the same, 1 if they differ or cannot be read."
        })
public class DiffPlansCommand extends PlanCommand {
    @Parameters(index = "0", paramLabel = "PLAN", description = "a file, or a study")
    String before = "";

    @Parameters(index = "1", paramLabel = "OTHER", description = "another")
    String after = "";

    @Override
    int carriedOut(PrintWriter out) throws PlanRefused {
        List<PlanDifference> differences = PlanDifference.between(source.either(before), source.either(after));
        differences.forEach(difference -> out.println(difference.line()));
        return differences.isEmpty() ? 0 : 1;
    }
}
