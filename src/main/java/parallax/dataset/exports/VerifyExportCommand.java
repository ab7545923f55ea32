package parallax.dataset.exports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import parallax.runner.command.VersionLine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says whether a dataset's folder is as it was handed out, without the application.
@Command(
        name = "verify-export",
        description = {
            "Checks that a dataset's folder is as it was handed out: its files against the manifest, and the manifest",
            "against its signature. The key's fingerprint stands on the study's export page."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false)
public final class VerifyExportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "the dataset's folder, unpacked")
    Path folder = Path.of(".");

    @Option(
            names = "--key",
            paramLabel = "FINGERPRINT",
            description = "the key that must have signed it, as the export page shows it: ed25519:…")
    String key = "";

    @Override
    public Integer call() throws IOException {
        FolderCheck check = FolderCheck.of(folder);
        check.faults().forEach(spec.commandLine().getErr()::println);
        if (!check.key().isEmpty() && !key.isEmpty() && !check.key().equals(key.strip())) {
            spec.commandLine().getErr().println("It was signed with another key: " + check.key());
            return 1;
        }
        if (!check.faults().isEmpty()) {
            return 1;
        }
        spec.commandLine().getOut().println("All " + check.files() + " files are as the manifest lists them.");
        spec.commandLine()
                .getOut()
                .println("Signed with " + check.key()
                        + (key.isEmpty()
                                ? "; compare it with the one on the export page, or name it with --key."
                                : ""));
        return 0;
    }

    public static void main(String... args) {
        System.exit(new CommandLine(new VerifyExportCommand()).execute(args));
    }
}
