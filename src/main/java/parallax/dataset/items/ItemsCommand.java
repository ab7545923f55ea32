package parallax.dataset.items;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Conversations of a draft study.
@Command(
        name = "items",
        description =
                "Puts your own conversations before raters: adds them to a draft study, takes them out again, says how hard"
                        + " they are to read, pairs the replies of two models.",
        subcommands = {AddItemsCommand.class, TakeOutItemsCommand.class, GradeItemsCommand.class, PairItemsCommand.class
        })
public class ItemsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
