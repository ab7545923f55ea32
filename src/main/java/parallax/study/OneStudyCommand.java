package parallax.study;

import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A command about one study, which its first parameter names by code or id.
public abstract class OneStudyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "STUDY", description = "the study's code or id")
    protected String study = "";

    @Inject
    @SuppressWarnings("NullAway.Init") // injected
    protected Studies studies;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    protected CommandSpec spec;

    @Override
    @ActivateRequestContext
    public Integer call() throws IOException {
        OptionalLong found = studies.find(study);
        if (found.isEmpty()) {
            return refused("There is no study with the code or id '" + study + "'.");
        }
        int status = carryOut(found.getAsLong());
        out().flush();
        return status;
    }

    /// @return the exit status
    protected abstract int carryOut(long studyId) throws IOException;

    protected PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /// Says why nothing was done.
    protected int refused(String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(why);
        err.flush();
        return 1;
    }
}
