package parallax.design;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.study.OneStudyCommand;
import parallax.study.Strata;
import parallax.study.Study;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints how a study's strata stand, or changes one of a published study.
@Dependent
@Unremovable
@Command(
        name = "strata",
        description = {
            "Prints the strata of a study as CSV: whom it recruits, how many it takes, how many are in.",
            "With --stratum it changes one of a published study, and prints nothing."
        },
        sortOptions = false)
public class StrataCommand extends OneStudyCommand {
    @ArgGroup(exclusive = false)
    @Nullable
    Change change;

    static final class Change {
        @Option(names = "--stratum", required = true, paramLabel = "ID", description = "the stratum of this id")
        long stratum;

        @Option(names = "--target", paramLabel = "N", description = "take so many raters; never fewer than now")
        @Nullable
        Integer target;

        @Option(
                names = "--replication",
                paramLabel = "N",
                description = "want so many judgments per item; never fewer than now")
        @Nullable
        Integer replication;

        @Option(
                names = "--closed",
                arity = "1",
                paramLabel = "true|false",
                description = "take no more raters, or take raters again")
        @Nullable
        Boolean closed;

        RunningStudy.StratumChange asked() {
            return new RunningStudy.StratumChange(target, replication, closed);
        }
    }

    @Inject
    RunningStudy running;

    @Override
    protected int carryOut(long studyId) throws IOException {
        Study found = Study.findById(studyId);
        if (change == null) {
            return list(found);
        }
        try {
            running.change(found, change.stratum, change.asked(), Actor.system());
            return 0;
        } catch (NotFoundException unknown) {
            return refused("The study has no stratum " + change.stratum + ".");
        } catch (IllegalStateException refused) {
            return refused(String.valueOf(refused.getMessage()));
        }
    }

    private int list(Study found) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out());
        csv.writeRecord("id", "label", "target", "booked", "replication", "closed");
        for (Strata.Standing stratum : running.strata(found)) {
            csv.writeRecord(
                    Long.toString(stratum.id()),
                    stratum.label(),
                    Integer.toString(stratum.target()),
                    Integer.toString(stratum.booked()),
                    Integer.toString(stratum.replication()),
                    Boolean.toString(stratum.closed()));
        }
        csv.flush();
        return 0;
    }
}
