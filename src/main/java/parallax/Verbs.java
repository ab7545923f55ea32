package parallax;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parallax.assignment.ProblemsCommand;
import parallax.dataset.exports.ExportCommand;
import parallax.dataset.imports.ImportCommand;
import parallax.dataset.items.ItemsCommand;
import parallax.demo.DemoCommand;
import parallax.design.AttentionCommand;
import parallax.design.AuditTrailCommand;
import parallax.design.PracticeCommand;
import parallax.design.StudyCommand;
import parallax.design.TermsCommand;
import parallax.design.WebhooksCommand;
import parallax.design.plan.GateCommand;
import parallax.identity.InstallationCommand;
import parallax.identity.ResetPasswordCommand;
import parallax.identity.ResetSecondFactorCommand;
import parallax.rater.EraseCommand;
import parallax.release.ReleaseCommand;
import parallax.report.EstimatesCommand;
import parallax.report.ExclusionsCommand;
import parallax.report.document.ReportCommand;
import parallax.runner.command.VersionLine;
import parallax.signal.SignalsCommand;
import parallax.store.BackupCommand;
import parallax.store.RestoreCommand;
import parallax.store.VerifyStoreCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Every verb that works on the data folder.
@Command(
        name = "parallax",
        description = "Collects judgments of chatbot replies from diverse raters and shows how their groups differ.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            StudyCommand.class,
            ItemsCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            EstimatesCommand.class,
            GateCommand.class,
            SignalsCommand.class,
            ExclusionsCommand.class,
            ReleaseCommand.class,
            ReportCommand.class,
            TermsCommand.class,
            PracticeCommand.class,
            AttentionCommand.class,
            ProblemsCommand.class,
            WebhooksCommand.class,
            VerifyStoreCommand.class,
            AuditTrailCommand.class,
            EraseCommand.class,
            InstallationCommand.class,
            ResetPasswordCommand.class,
            ResetSecondFactorCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        scope = CommandLine.ScopeType.INHERIT,
        sortOptions = false)
public final class Verbs {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = CommandLine.ScopeType.INHERIT,
            description = "the data folder (default: beside the launcher, data-demo for demo and data for the rest)")
    private @Nullable Path data;

    /// @param home the installation's folder
    Path dataFolder(Path home, String usual) {
        return data == null ? home.resolve(usual) : data;
    }
}
