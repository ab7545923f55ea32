package parallax;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import parallax.identity.OneTimeLink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Serves pages and runs jobs until it is stopped.
@Dependent
@Unremovable
@Command(name = "run", description = "Starts the application; Ctrl-C stops it.")
public class RunCommand implements Callable<Integer>, Serving {
    @Option(names = "--port", defaultValue = "8080", description = "the port (default: ${DEFAULT-VALUE})")
    int port;

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            description = "the address to listen on (default: ${DEFAULT-VALUE})")
    String bind = "127.0.0.1";

    @Inject
    OneTimeLink links;

    @Override
    public String bind() {
        return bind;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Integer call() {
        String address = "http://" + bind + ":" + port;
        System.out.println("Parallax runs at " + address);
        links.forFirstOwner()
                .ifPresent(token ->
                        System.out.println("Set up the first owner, once: " + address + "/welcome/" + token.text()));
        Quarkus.waitForExit();
        return 0;
    }
}
