package parallax.release;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.study.OneStudyCommand;
import parallax.study.Study;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints a study's releases, makes one, prints one or calls it back.
@Dependent
@Unremovable
@Command(
        name = "release",
        description = {
            "Prints the releases of a study as CSV.",
            "A release is a frozen set of figures for those who may not read single judgments. Small groups are hidden in"
                    + " it, and it is attacked before it is made."
        },
        sortOptions = false)
public class ReleaseCommand extends OneStudyCommand {
    @ArgGroup
    @Nullable
    Act act;

    static final class Act {
        @Option(names = "--preview", description = "say what a release would count now, and why it could not be made")
        boolean preview;

        @Option(names = "--make", description = "make a release")
        boolean make;

        @Option(names = "--csv", paramLabel = "NUMBER", description = "print all that this release shows as CSV")
        @Nullable
        Integer csv;

        @Option(names = "--json", paramLabel = "NUMBER", description = "print all that this release shows as JSON")
        @Nullable
        Integer json;

        @Option(
                names = "--call-back",
                paramLabel = "NUMBER",
                description = "call this release back: nobody is shown it from now on")
        @Nullable
        Integer callBack;
    }

    @Inject
    Releases releases;

    @Inject
    ReleaseMaking making;

    @Inject
    ReleaseFile file;

    @Override
    protected int carryOut(long studyId) throws IOException {
        if (act == null) {
            return list(studyId);
        }
        if (act.preview || act.make) {
            return make(Study.findById(studyId));
        }
        Integer number = act.csv != null ? act.csv : act.json != null ? act.json : act.callBack;
        Optional<Release> found = number == null ? Optional.empty() : releases.find(studyId, number);
        if (found.isEmpty()) {
            return refused("This study has no release " + number + ".");
        }
        if (act.callBack != null) {
            return releases.callBack(studyId, act.callBack, null)
                    ? 0
                    : refused("Release " + number + " was called back before.");
        }
        out().print(act.csv != null ? file.csv(found.get()) : file.json(found.get()) + System.lineSeparator());
        return 0;
    }

    private int make(Study study) {
        boolean preview = act != null && act.preview;
        ReleaseDraft draft = preview ? making.draft(study) : making.make(study, Release.How.HAND, Actor.system());
        if (!draft.mayBeMade()) {
            return refused(draft.refusal());
        }
        Audit audit = draft.audit();
        Integer raters = draft.counted().raters();
        out().println((preview
                        ? "Release " + draft.number() + " would count "
                        : "Release " + draft.number() + " counts ")
                + (raters == null ? "an unknown number of" : raters) + " raters and "
                + draft.counted().judgments().size() + " judgments; "
                + draft.counted().waiting()
                + " raters with new answers wait for a later one.");
        if (audit != null) {
            Audit.Finding closest = audit.closest();
            out().println("Attacked in " + audit.tookMs() + " ms: " + audit.tables() + " tables, " + audit.hidden()
                    + " hidden counts, none found"
                    + (closest == null ? "." : "; most closely bounded: " + closest.inWords() + "."));
        }
        return 0;
    }

    private int list(long studyId) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out());
        csv.writeRecord(
                "number", "made_at", "how", "least", "raters", "judgments", "withdrawn_since", "called_back_at");
        for (Release release : releases.ofStudy(studyId)) {
            Integer raters = release.extent().raters();
            Instant back = release.calledBack();
            csv.writeRecord(
                    Integer.toString(release.number()),
                    release.made().at().toString(),
                    release.made().how().word(),
                    Integer.toString(release.least()),
                    raters == null ? "" : raters.toString(),
                    Long.toString(release.extent().judgments()),
                    Long.toString(release.withdrawnSince()),
                    back == null ? "" : back.toString());
        }
        csv.flush();
        return 0;
    }
}
