package parallax;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import parallax.identity.OneTimeLink;
import parallax.verb.Listening;
import parallax.verb.QuickStop;
import parallax.verb.Serving;
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

    @Override
    public Listening listening() {
        return listening;
    }

    @Override
    public Integer call() {
        String address = listening.link();
        System.out.println("Parallax runs at " + address);
        links.forFirstOwner()
                .ifPresent(token ->
                        System.out.println("Set up the first owner, once: " + address + "/welcome/" + token.text()));
        QuickStop.disarm();
        Quarkus.waitForExit();
        return 0;
    }
}
