package parallax.design;

import java.util.concurrent.Callable;
import parallax.design.plan.CheckPlanCommand;
import parallax.design.plan.CreateStudyCommand;
import parallax.design.plan.DiffPlansCommand;
import parallax.design.plan.ExportPlanCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A study from the file of its plan to its end.
@Command(
        name = "study",
        description = {
            "Checks the file of a study's plan, makes a draft of it, compares it, writes it out; publishes a study, pauses"
                    + " it, closes it, and asks for more raters.",
            "A plan is YAML or JSON; docs/reference/study-plan.md says what it holds."
        },
        subcommands = {
            CheckPlanCommand.class,
            CreateStudyCommand.class,
            DiffPlansCommand.class,
            ExportPlanCommand.class,
            StateCommand.class,
            StrataCommand.class
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
