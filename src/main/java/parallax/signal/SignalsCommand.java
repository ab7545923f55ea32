package parallax.signal;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.study.Study;
import parallax.study.WatchedSignals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Prints a study's signals of care as CSV.
@Dependent
@Unremovable
@Command(
        name = "signals",
        description = "Prints what a study's signals of care say of each of its raters, as CSV.",
        sortOptions = false)
public class SignalsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STUDY", description = "the study's number, as in its address")
    long studyId;

    @Inject
    StudySignals signals;

    @Inject
    WatchedSignals watched;

    @Inject
    AuditTrail trail;

    @Override
    @ActivateRequestContext
    public Integer call() throws IOException {
        if (Study.findById(studyId) == null) {
            System.err.println("There is no study " + studyId + ".");
            return 1;
        }
        Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
        SignalsCsv.write(watched.of(studyId).keySet(), signals.of(studyId), out);
        out.flush();
        trail.record(AuditEntry.of(Actor.system(), AuditAction.DATASET_EXPORTED)
                .inStudy(studyId)
                .about(studyId)
                .with("file", "signals.csv"));
        return 0;
    }
}
