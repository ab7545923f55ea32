package parallax.rater;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.study.Studies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Erases what studies no longer need of people, as the hourly job does, or sets a study's rule for it.
@Dependent
@Unremovable
@Command(
        name = "erase",
        description =
                "Erases what studies keep of people where the time that it is kept is over: what screened-out raters"
                        + " said of themselves (a count for each group stays), panels' names for people, and sessions. A running"
                        + " Parallax does so every hour.",
        sortOptions = false)
public class EraseCommand implements Callable<Integer> {
    private static final String DAYS = ", for so many days in that study, 0 to " + Retention.LONGEST + " (usually ";

    @Inject
    Erasure erasure;

    @Inject
    RetentionRules rules;

    @Inject
    PanelIds ids;

    @Inject
    ErasureList erasures;

    @Inject
    Studies studies;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Option(
            names = "--study",
            paramLabel = "STUDY",
            description = "the study, by code or id, whose rule the following options change")
    @Nullable
    String study;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "from now on, keep what screened-out raters said of themselves" + DAYS + "30)")
    @Nullable
    Integer days;

    @Option(
            names = "--panel-id-days",
            paramLabel = "N",
            description = "from now on, keep panels' names for people after their part" + DAYS + "180)")
    @Nullable
    Integer panelIdDays;

    @Option(
            names = "--session-days",
            paramLabel = "N",
            description = "from now on, keep which browser holds a rater's place" + DAYS + "60)")
    @Nullable
    Integer sessionDays;

    @Option(
            names = "--lost-key",
            description =
                    "give up the panel ids whose key is lost: people whom a panel sent before are not known again")
    boolean lostKey;

    @Option(
            names = "--list",
            description = "erase nothing, and print the list of what was erased, for a backup's restore: one line each")
    boolean list;

    @Override
    public Integer call() {
        if (list) {
            erasures.lines().forEach(System.out::println);
            return 0;
        }
        boolean ruling = days != null || panelIdDays != null || sessionDays != null;
        if ((study != null) != ruling) {
            throw new ParameterException(spec.commandLine(), "--study and a number of days belong together.");
        }
        if (study != null && !rule(study)) {
            System.err.println("There is no study with the code or id '" + study + "'.");
            return 1;
        }
        if (lostKey) {
            System.out.println("Gave up the panel ids of " + ids.giveUp() + " raters.");
        }
        var erased = erasure.erase();
        System.out.println("Erased what " + erased.get(Retention.Kind.SCREENED_OUT)
                + " screened-out raters said of themselves, panels' names for " + erased.get(Retention.Kind.PANEL_IDS)
                + " people, and " + erased.get(Retention.Kind.SESSIONS) + " sessions.");
        return 0;
    }

    private boolean rule(String name) {
        OptionalLong of = studies.find(name);
        Retention ruled = ruled(of.isPresent() ? rules.of(of.getAsLong()) : Retention.USUAL);
        of.ifPresent(id -> rules.set(id, ruled, null, Actor.system()));
        return of.isPresent();
    }

    private Retention ruled(Retention before) {
        try {
            return new Retention(
                    Objects.requireNonNullElse(days, before.screenedOut()),
                    Objects.requireNonNullElse(panelIdDays, before.panelIds()),
                    Objects.requireNonNullElse(sessionDays, before.sessions()),
                    before.version());
        } catch (IllegalArgumentException outside) {
            throw new ParameterException(spec.commandLine(), String.valueOf(outside.getMessage()), outside);
        }
    }
}
