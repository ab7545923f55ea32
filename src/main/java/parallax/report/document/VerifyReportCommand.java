package parallax.report.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import parallax.runner.command.VersionLine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says whether a report is as it was handed out, without the application.
@Command(
        name = "verify-report",
        description = {
            "Checks that the report of a release is as it was handed out: its text against the manifest in it, and the",
            "manifest against its signature. The key's fingerprint stands on the study's export page."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false)
public final class VerifyReportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "the report, as HTML or JSON")
    Path file = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "OTHER",
            description = "files of the release that are checked too: …release.csv, …release.json")
    List<Path> beside = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "FINGERPRINT",
            description = "the key that must have signed it, as the export page shows it: ed25519:…")
    String key = "";

    @Override
    public Integer call() {
        try {
            return told(ReportCheck.of(file, beside));
        } catch (IOException unreadable) {
            spec.commandLine().getErr().println("It cannot be read: " + unreadable.getMessage());
            return 1;
        }
    }

    private int told(ReportCheck check) {
        check.faults().forEach(spec.commandLine().getErr()::println);
        boolean another =
                !check.key().isEmpty() && !key.isEmpty() && !check.key().equals(key.strip());
        if (another) {
            spec.commandLine().getErr().println("It was signed with another key: " + check.key());
        }
        if (another || !check.faults().isEmpty()) {
            return 1;
        }
        spec.commandLine().getOut().println("This report of " + check.about() + " is as it was handed out.");
        spec.commandLine()
                .getOut()
                .println("Signed with " + check.key()
                        + (key.isEmpty()
                                ? "; compare it with the one on the export page, or name it with --key."
                                : ""));
        return 0;
    }

    public static void main(String... args) {
        System.exit(new CommandLine(new VerifyReportCommand()).execute(args));
    }
}
