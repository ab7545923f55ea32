package parallax.demo;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import parallax.Listening;
import parallax.Serving;
import parallax.identity.OneTimeLink;
import parallax.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts the application with a small world to look at.
@Dependent
@Unremovable
@Command(
        name = "demo",
        description = "Starts Parallax with a study whose items the demo model writes and simulated raters judge."
                + " Started again, it goes on with what is there.")
public class DemoCommand implements Callable<Integer>, Serving {
    @Mixin
    Listening listening = new Listening();

    @Option(names = "--reset", description = "begin anew: delete the demo's data folder first")
    boolean reset;

    @Inject
    DemoWorld world;

    @Inject
    OneTimeLink links;

    @Override
    public Listening listening() {
        return listening;
    }

    @Override
    public String usualFolder() {
        return "data-demo";
    }

    /// Only a folder that holds nothing but an embedded database of ours is deleted.
    @Override
    public void prepare(Path dataFolder) {
        if (!reset || !Files.exists(dataFolder)) {
            return;
        }
        if (System.getenv().containsKey("PARALLAX_JDBC_URL")) {
            throw new IllegalArgumentException("--reset deletes a data folder; it does not touch a database server.");
        }
        try (Stream<Path> inside = Files.list(dataFolder)) {
            List<String> names = inside.map(p -> p.getFileName().toString()).toList();
            if (!names.isEmpty() && !names.equals(List.of("postgres"))) {
                throw new IllegalArgumentException(
                        "The folder " + dataFolder + " holds more than a Parallax database; it is not deleted.");
            }
            delete(dataFolder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + dataFolder + " cannot be deleted", e);
        }
    }

    @Override
    public Integer call() throws UnknownHostException {
        String address = listening.link();
        Study study = world.make(step -> System.err.println(step + " …"));
        String owner = links.forFirstOwner()
                .map(token -> address + "/welcome/" + token.text())
                .orElse(address + "/sign-in");
        say("Rate as a new rater:", address + "/s/" + study.code);
        say("The dashboard:", address + "/studies/" + study.id);
        say("The owner's sign-in:", owner);
        say("The API description:", address + "/api/v1/openapi");
        Quarkus.waitForExit();
        return 0;
    }

    private static void say(String what, String link) {
        System.err.println(what);
        System.out.println(link);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
