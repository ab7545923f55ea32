package parallax.design.plan;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Studies as files of their plans.
@Command(
        name = "study",
        description = {
            "Checks the file of a study's plan, makes a draft of it, compares it, writes it out.",
            "A plan is YAML or JSON; docs/reference/study-plan.md says what it holds."
        },
        subcommands = {CheckPlanCommand.class, CreateStudyCommand.class, DiffPlansCommand.class, ExportPlanCommand.class
        })
public class StudyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
