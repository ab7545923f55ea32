package parallax.assignment;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.study.OneStudyCommand;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints the problems with items that raters reported, or notes that one was handled.
@Dependent
@Unremovable
@Command(
        name = "problems",
        description = {
            "Prints the problems with items that raters of a study reported, as CSV.",
            "With an option it notes what became of one, and prints nothing."
        },
        sortOptions = false)
public class ProblemsCommand extends OneStudyCommand {
    @ArgGroup
    @Nullable
    Change change;

    static final class Change {
        @Option(names = "--handled", paramLabel = "ID", description = "mark this report as handled")
        @Nullable
        Long handled;

        @Option(names = "--reopen", paramLabel = "ID", description = "mark this report as open again")
        @Nullable
        Long reopen;
    }

    @Inject
    ProblemReports problems;

    @Inject
    AuditTrail trail;

    @Override
    protected int carryOut(long studyId) throws IOException {
        if (change != null) {
            boolean done = change.handled != null
                    ? problems.handle(studyId, change.handled, ProblemReports.Handling.HANDLED, null)
                    : change.reopen != null
                            && problems.handle(studyId, change.reopen, ProblemReports.Handling.OPEN, null);
            return done ? 0 : refused("That report is not there, or was so already.");
        }
        ProblemsCsv.write(problems.ofStudy(studyId), out());
        trail.record(AuditEntry.of(Actor.system(), AuditAction.DATASET_EXPORTED)
                .inStudy(studyId)
                .about(studyId)
                .with("file", "problems.csv"));
        return 0;
    }
}
