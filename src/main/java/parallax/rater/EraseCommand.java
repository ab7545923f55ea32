package parallax.rater;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parallax.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Erases what screened-out raters said of themselves, as the hourly job does, or sets a study's rule
/// for it.
@Dependent
@Unremovable
@Command(
        name = "erase",
        description =
                "Erases what screened-out raters said of themselves, where the time that it is kept is over; a count"
                        + " for each group stays. A running Parallax does so every hour.",
        sortOptions = false)
public class EraseCommand implements Callable<Integer> {
    private static final int LONGEST = 3650;

    @Inject
    Erasure erasure;

    @Inject
    PanelIds ids;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Option(names = "--study", paramLabel = "ID", description = "the study that --days is the rule of")
    @Nullable
    Long study;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "from now on, keep what they said for so many days in that study, 0 to " + LONGEST
                    + " (default: " + Erasure.USUAL_DAYS + ")")
    @Nullable
    Integer days;

    @Option(
            names = "--lost-key",
            description =
                    "give up the panel ids whose key is lost: people whom a panel sent before are not known again")
    boolean lostKey;

    @Override
    public Integer call() {
        if (lostKey) {
            System.out.println("Gave up the panel ids of " + ids.giveUp() + " raters.");
        }
        if ((study == null) != (days == null)) {
            throw new ParameterException(spec.commandLine(), "--study and --days belong together.");
        }
        if (study != null && days != null) {
            if (days < 0 || days > LONGEST) {
                throw new ParameterException(spec.commandLine(), "--days: a whole number from 0 to " + LONGEST);
            }
            if (Study.findByIdOptional(study).isEmpty()) {
                System.err.println("There is no study " + study + ".");
                return 1;
            }
            erasure.keepFor(study, days);
        }
        System.out.println("Erased what " + erasure.erase() + " screened-out raters said of themselves.");
        return 0;
    }
}
