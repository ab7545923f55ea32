package parallax.design.plan;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a study's plan.
@Dependent
@Unremovable
@Command(name = "export", description = "Writes a study's plan to standard output.", sortOptions = false)
public class ExportPlanCommand extends PlanCommand {
    @Parameters(index = "0", paramLabel = "STUDY", description = "the study's code or id")
    String study = "";

    @Option(names = "--json", description = "as JSON instead of YAML")
    boolean asJson;

    @Override
    int carriedOut(PrintWriter out) {
        WholePlan plan = source.study(study);
        out.print(asJson ? PlanText.json(plan) : PlanText.yaml(plan));
        return 0;
    }
}
