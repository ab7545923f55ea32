package parallax.report.document;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.release.Release;
import parallax.release.Releases;
import parallax.study.OneStudyCommand;
import parallax.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Writes the report of a release.
@Dependent
@Unremovable
@Command(
        name = "report",
        description = {
            "Writes the report of a release: a page that opens anywhere, or JSON; signed, with a manifest in it.",
            "verify-report checks it."
        },
        sortOptions = false)
public class ReportCommand extends OneStudyCommand {
    @Option(names = "--release", paramLabel = "N", description = "which one (default: the newest that stands)")
    @Nullable
    Integer release;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "where it is written; JSON if the name ends in .json")
    Path file = Path.of("");

    @Inject
    Releases releases;

    @Inject
    SignedReports reports;

    @Override
    protected int carryOut(long studyId) throws IOException {
        List<Release> standing = releases.standing(studyId);
        Optional<Release> wanted = standing.stream()
                .filter(one -> release == null || one.number() == release)
                .findFirst();
        if (wanted.isEmpty()) {
            return refused(
                    release == null
                            ? "This study has no release that stands: make one with release STUDY --make."
                            : "This study has no release " + release + " that stands.");
        }
        Study of = Study.findById(studyId);
        boolean asData = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        Files.writeString(file, asData ? reports.data(of, wanted.get()) : reports.page(of, wanted.get()));
        out().println("Release " + wanted.get().number() + ": " + file);
        return 0;
    }
}
