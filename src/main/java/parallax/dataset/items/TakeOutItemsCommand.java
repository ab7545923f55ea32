package parallax.dataset.items;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import parallax.identity.Actor;
import parallax.study.Studies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Takes what came in from a file out of a draft study again.
@Dependent
@Unremovable
@Command(name = "take-out", description = "Takes what came in from one file out of a draft study again.")
public class TakeOutItemsCommand implements Callable<Integer> {
    @Inject
    ItemUploads uploads;

    @Inject
    Studies studies;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "STUDY", description = "the draft's code or id")
    String study = "";

    @Parameters(index = "1", paramLabel = "UPLOAD", description = "the number that add printed")
    long upload;

    @Override
    public Integer call() {
        OptionalLong found = studies.find(study);
        boolean takenOut = found.isPresent() && uploads.takeOut(found.getAsLong(), upload, Actor.system());
        if (!takenOut) {
            spec.commandLine().getErr().println("There is no draft '" + study + "' with an upload " + upload + ".");
            return 1;
        }
        return 0;
    }
}
