package parallax.signal;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.study.OneStudyCommand;
import parallax.study.WatchedSignals;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints a study's signals of care as CSV, chooses which are looked at, or notes whom the panel
/// flagged.
@Dependent
@Unremovable
@Command(
        name = "signals",
        description = {
            "Prints what a study's signals of care say of each of its raters, as CSV.",
            "With an option it changes something and prints nothing: which signals a draft looks at, or whom the panel flagged."
        },
        sortOptions = false)
public class SignalsCommand extends OneStudyCommand {
    @ArgGroup
    @Nullable
    Change change;

    static final class Change {
        @Option(
                names = "--look-at",
                split = ",",
                paramLabel = "SIGNAL=FROM",
                description = "look at these signals and no others: from which value on each is raised"
                        + " (speed=0.2,straightLining=15,attention=1,duplicateDevice=1,panelFlag=1,"
                        + "paste=1,lostFocus=5)")
        Map<String, @Nullable Double> lookAt = new LinkedHashMap<>();

        @Option(names = "--look-at-none", description = "look at no signal")
        boolean none;

        @Option(
                names = "--flag",
                paramLabel = "FILE",
                description =
                        "note that the panel flagged these raters: its ids for them, or their random names, one a line")
        @Nullable
        Path flag;

        @Option(names = "--take-back", paramLabel = "FILE", description = "take the panel's flags of these raters back")
        @Nullable
        Path takeBack;
    }

    @Inject
    StudySignals signals;

    @Inject
    WatchedSignals watched;

    @Inject
    PanelFlags flags;

    @Inject
    AuditTrail trail;

    @Override
    protected int carryOut(long studyId) throws IOException {
        if (change == null) {
            return print(studyId);
        }
        Path flagged = change.flag == null ? change.takeBack : change.flag;
        return flagged == null ? choose(studyId, change.lookAt) : flag(studyId, flagged, change.flag != null);
    }

    private int print(long studyId) throws IOException {
        SignalsCsv.write(watched.of(studyId).keySet(), signals.of(studyId), out());
        trail.record(AuditEntry.of(Actor.system(), AuditAction.DATASET_EXPORTED)
                .inStudy(studyId)
                .about(studyId)
                .with("file", "signals.csv"));
        return 0;
    }

    private int choose(long studyId, Map<String, @Nullable Double> lookAt) {
        try {
            return watched.set(studyId, SignalLimits.read(lookAt), Actor.system())
                    ? 0
                    : refused("What is looked at was told to raters, and can no longer be changed.");
        } catch (IllegalArgumentException wrong) {
            return refused(String.valueOf(wrong.getMessage()));
        }
    }

    private int flag(long studyId, Path file, boolean flagged) throws IOException {
        if (!Files.isReadable(file)) {
            return refused("The file " + file + " cannot be read.");
        }
        List<String> ids = Files.readAllLines(file).stream().map(String::strip).toList();
        if (ids.isEmpty() || ids.size() > PanelFlags.MOST) {
            return refused("The file has 1 to " + PanelFlags.MOST + " ids, one a line.");
        }
        List<String> faults = flags.set(studyId, ids, flagged, Actor.system());
        return faults.isEmpty() ? 0 : refused(String.join("\n", faults));
    }
}
