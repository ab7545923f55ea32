package parallax.identity;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Prints what holds for the whole installation, and rules it.
@Dependent
@Unremovable
@Command(
        name = "installation",
        description = "Prints what holds for every study of the installation, and changes it.",
        sortOptions = false)
public class InstallationCommand implements Callable<Integer> {
    @Inject
    Installation installation;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Option(
            names = "--least-group",
            paramLabel = "N",
            description = "from now on, show no group of fewer raters of any study, " + InstallationRules.LEAST + " to "
                    + InstallationRules.MOST)
    @Nullable
    Integer leastGroup;

    @Option(
            names = "--second-factor",
            paramLabel = "required|optional",
            description = "from now on, whether staff need more than a password to sign in")
    @Nullable
    Requirement secondFactor;

    /// As the command line says it.
    enum Requirement {
        required,
        optional
    }

    @Override
    public Integer call() {
        if (leastGroup != null && (leastGroup < InstallationRules.LEAST || leastGroup > InstallationRules.MOST)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--least-group: a whole number from " + InstallationRules.LEAST + " to " + InstallationRules.MOST);
        }
        if (leastGroup != null || secondFactor != null) {
            Boolean required = secondFactor == null ? null : secondFactor == Requirement.required;
            installation.rule(new Ruling(leastGroup, required), null, Actor.system());
        }
        InstallationRules rules = InstallationRules.inForce();
        System.out.println("least-group " + rules.leastGroup());
        System.out.println("second-factor " + Ruling.word(rules.needsSecondFactor()));
        return 0;
    }
}
