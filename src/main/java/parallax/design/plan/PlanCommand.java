package parallax.design.plan;

import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What the commands about plans have in common: how mistakes are told.
abstract class PlanCommand implements Callable<Integer> {
    @Inject
    PlanSource source;

    @Inject
    Plans plans;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    /// @return the exit status
    abstract int carriedOut(PrintWriter out) throws PlanRefused;

    /// The exit status where what was asked for cannot be.
    int refusedStatus() {
        return 1;
    }

    @Override
    @ActivateRequestContext
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        try {
            return carriedOut(out);
        } catch (PlanRefused refused) {
            refused.faults().forEach(fault -> err.println(fault.sentence()));
            return refusedStatus();
        } catch (IllegalArgumentException | IllegalStateException refused) {
            err.println(refused.getMessage());
            return refusedStatus();
        } finally {
            out.flush();
            err.flush();
        }
    }

    /// Says what stands in the way of publishing such a study.
    void tellNotes(WholePlan plan) {
        plan.notes().forEach(note -> spec.commandLine().getErr().println("Before it can be published: " + note));
    }
}
