package parallax.dataset.items;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import parallax.generation.GenerationRuns;
import parallax.generation.Pairing;
import parallax.identity.Actor;
import parallax.study.OneStudyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts the replies of two runs side by side, or takes them apart.
@Dependent
@Unremovable
@Command(
        name = "pair",
        description =
                "Puts the replies of two generation runs to the same prompts side by side in a draft, so that raters"
                        + " compare them; without runs, lists those of the study.",
        sortOptions = false)
public class PairItemsCommand extends OneStudyCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "the run whose replies are A")
    long first;

    @Parameters(index = "2", arity = "0..1", paramLabel = "RUN", description = "the run whose replies are B")
    long second;

    @Option(names = "--apart", description = "take all pairs of the study apart again")
    boolean apart;

    @Inject
    GenerationRuns runs;

    @Inject
    Pairing pairing;

    @Override
    protected int carryOut(long studyId) {
        if (first == 0 && !apart) {
            runs.ofStudy(studyId)
                    .forEach(run -> out().println(run.id() + "  " + run.model() + "  " + run.state() + ", "
                            + run.replies().done() + " of " + run.replies().wanted() + " replies"));
            return 0;
        }
        if (apart == (second != 0)) {
            return refused("Name two runs, or say --apart.");
        }
        try {
            out().println(
                            apart
                                    ? pairing.part(studyId, Actor.system()) + " pairs taken apart"
                                    : pairing.pair(studyId, first, second, Actor.system()) + " pairs");
            return 0;
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return refused(String.valueOf(refused.getMessage()));
        }
    }
}
