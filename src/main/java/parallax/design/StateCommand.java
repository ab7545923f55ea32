package parallax.design;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.study.OneStudyCommand;
import parallax.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Prints where a study is in its life, or changes it.
@Dependent
@Unremovable
@Command(
        name = "state",
        description = {
            "Prints whether a study is a draft, open, paused or closed; of a draft, what stands in the way of publishing it.",
            "With a second word it publishes a draft, pauses or closes a study, or opens it again, and prints nothing."
        },
        sortOptions = false)
public class StateCommand extends OneStudyCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "STATE", description = "open, paused or closed")
    @Nullable
    String wanted;

    @Inject
    StudyStates states;

    @Inject
    Publication publication;

    @Override
    protected int carryOut(long studyId) {
        Study found = Study.findById(studyId);
        if (wanted == null) {
            out().println(found.state().word());
            if (found.isDraft()) {
                publication.obstacles(studyId).forEach(spec.commandLine().getErr()::println);
            }
            return 0;
        }
        try {
            states.become(found, wanted, Actor.system());
            return 0;
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return refused(String.valueOf(refused.getMessage()));
        }
    }
}
