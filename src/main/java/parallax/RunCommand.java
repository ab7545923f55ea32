package parallax;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import parallax.identity.OneTimeLink;
import parallax.rater.PanelIds;
import parallax.settings.ProcessRole;
import parallax.settings.Settings;
import parallax.verb.Listening;
import parallax.verb.QuickStop;
import parallax.verb.Serving;
import parallax.web.PublicAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Serves pages and runs jobs until it is stopped.
@Dependent
@Unremovable
@Command(name = "run", description = "Starts the application; Ctrl-C stops it.")
public class RunCommand implements Callable<Integer>, Serving {
    @Mixin
    Listening listening = new Listening();

    @Inject
    OneTimeLink links;

    @Inject
    Settings settings;

    @Inject
    PanelIds panelIds;

    @Inject
    PublicAddress address;

    @Override
    public Listening listening() {
        return listening;
    }

    @Override
    public Integer call() {
        if (settings.roles().contains(ProcessRole.WEB)) {
            panelIds.requireKey();
            tellWhere();
        } else {
            System.out.println("Parallax runs without pages: its roles are "
                    + settings.roles().stream()
                            .map(role -> role.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        QuickStop.disarm();
        Quarkus.waitForExit();
        return 0;
    }

    private void tellWhere() {
        System.out.println("Parallax runs at " + address.base());
        links.forFirstOwner()
                .ifPresent(token -> System.out.println(
                        "Set up the first owner, once: " + address.link("/welcome/" + token.text())));
    }
}
