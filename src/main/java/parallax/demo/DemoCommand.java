package parallax.demo;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import parallax.identity.OneTimeLink;
import parallax.rater.PanelIds;
import parallax.store.DataFolder;
import parallax.store.Database;
import parallax.store.StoreFailure;
import parallax.study.Study;
import parallax.verb.Listening;
import parallax.verb.QuickStop;
import parallax.verb.Serving;
import parallax.web.PublicAddress;
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

    @Option(
            names = "--reset",
            description = "begin anew: delete the database that an earlier demo made in the data folder")
    boolean reset;

    @Inject
    DemoWorld world;

    @Inject
    OneTimeLink links;

    @Inject
    PublicAddress address;

    @Inject
    PanelIds panelIds;

    @Override
    public Listening listening() {
        return listening;
    }

    @Override
    public String usualFolder() {
        return "data-demo";
    }

    /// The mark that lets `--reset` delete the folder's database is written before there is one.
    @Override
    public void prepare(Path dataFolder) {
        if (Database.isElsewhere(System.getenv())) {
            if (reset) {
                throw new StoreFailure("--reset deletes a data folder; it does not touch a database server.");
            }
            return;
        }
        DataFolder folder = new DataFolder(dataFolder);
        if (reset) {
            folder.deleteDemo();
        }
        folder.markAsDemo();
    }

    @Override
    public Integer call() {
        panelIds.requireKey();
        Study study = world.make(step -> System.err.println(step + " …"));
        Study types = world.makeTypes();
        String owner = links.forFirstOwner()
                .map(token -> address.link("/welcome/" + token.text()))
                .orElse(address.link("/sign-in"));
        say("Rate as a new rater:", address.link("/s/" + study.code()));
        say("The dashboard:", address.link("/studies/" + study.id()));
        say("The owner's sign-in:", owner);
        say("The API description:", address.link("/api/v1/openapi"));
        say("Answer one question of every type:", address.link("/s/" + types.code()));
        QuickStop.disarm();
        Quarkus.waitForExit();
        return 0;
    }

    private static void say(String what, String link) {
        System.err.println(what);
        System.out.println(link);
    }
}
