package parallax.design.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisJob;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisRun;
import parallax.analysis.AnalysisScopes;
import parallax.disclosure.Sight;
import parallax.gate.Gate;
import parallax.gate.GateOutcome;
import parallax.gate.GateText;
import parallax.gate.GateXml;
import parallax.gate.Limits;
import parallax.release.Release;
import parallax.release.Releases;
import parallax.study.Studies;
import parallax.study.Study;
import parallax.verb.Founding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Holds a study against the limits of a plan's file.
///
/// Whoever has the machine has the rows, so nothing is hidden here.
@Dependent
@Unremovable
@Command(
        name = "gate",
        description = {
            "Holds a study against the limits of a plan: whether the upper bound of the share of unsafe answers is at most"
                    + " so much in every group.",
            "Makes the analyses that it takes, or reads those that are stored."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every limit holds",
            "1:a limit does not hold",
            "2:wrong use: no such file, study or release, a plan that breaks a rule or has no limits",
            "3:it cannot be decided: raters are too few, or an analysis broke off"
        },
        sortOptions = false)
public class GateCommand extends PlanCommand implements Founding {
    private static final int WRONG_USE = 2;

    @Parameters(index = "0", paramLabel = "PLAN", description = "the file, YAML or JSON")
    Path file = Path.of("");

    @Option(
            names = "--study",
            paramLabel = "STUDY",
            description = "the study's code, id or title (default: the plan's title)")
    @Nullable
    String study;

    @Option(
            names = "--release",
            paramLabel = "N",
            description = "hold this release against them, not this moment's answers")
    @Nullable
    Integer release;

    @Option(names = "--stored", description = "read what was last computed; make no analyses")
    boolean stored;

    @Option(names = "--junit", paramLabel = "FILE", description = "write the result as JUnit XML too")
    @Nullable
    Path junit;

    @Option(names = "--json", description = "print JSON instead of a table")
    boolean asJson;

    @Inject
    Gate gate;

    @Inject
    Studies studies;

    @Inject
    Releases releases;

    @Inject
    AnalysisScopes scopes;

    @Inject
    AnalysisJob job;

    @Inject
    ObjectMapper json;

    @Override
    public OptionalInt withoutDatabase() {
        spec.commandLine().getErr().println("There are no studies here: name the data folder with --data.");
        return OptionalInt.of(WRONG_USE);
    }

    /// Nothing that goes wrong is told as a limit that does not hold.
    @Override
    @ActivateRequestContext
    public Integer call() {
        try {
            return super.call();
        } catch (RuntimeException broken) {
            spec.commandLine().getErr().println(broken.getMessage());
            return 3;
        }
    }

    @Override
    int refusedStatus() {
        return WRONG_USE;
    }

    @Override
    int carriedOut(PrintWriter out) throws PlanRefused {
        WholePlan plan = PlanSource.file(file);
        var limits =
                new Limits(plan.analysis().limits(), plan.study().sampling().minGroup());
        if (limits.isEmpty()) {
            throw new IllegalArgumentException("The plan has no limits: they stand in analysis.limits.");
        }
        Study found = Study.findById(found(plan.title()));
        requireKnown(found, limits);
        Sight sight = sight(found);
        if (sight instanceof Sight.OfNow && !stored) {
            compute(found, limits);
        }
        GateOutcome outcome = gate.of(found, limits, sight);
        write(outcome);
        out.print(asJson ? text(outcome) : GateText.table(outcome));
        return outcome.verdict().exitStatus();
    }

    private long found(String title) {
        String named = study == null ? title : study;
        OptionalLong byCode = study == null ? OptionalLong.empty() : studies.find(named);
        if (byCode.isPresent()) {
            return byCode.getAsLong();
        }
        List<Study> titled = Study.list("introduction.title", named);
        return switch (titled.size()) {
            case 0 ->
                throw new IllegalArgumentException("There is no study with the code, id or title '" + named + "'.");
            case 1 -> titled.getFirst().id();
            default ->
                throw new IllegalArgumentException("Several studies have the title '" + named
                        + "': name one with --study, "
                        + String.join(", ", titled.stream().map(Study::code).toList()) + ".");
        };
    }

    private void requireKnown(Study found, Limits limits) {
        for (AnalysisRequest request : gate.requests(found, limits)) {
            Map<String, String> faults =
                    scopes.of(found.id()).faults(request.questions(), request.axes(), request.cut());
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", faults.values()));
            }
        }
    }

    private Sight sight(Study found) {
        if (release == null) {
            return new Sight.OfNow();
        }
        Release standing = releases.find(found.id(), release)
                .filter(named -> !named.isCalledBack())
                .orElseThrow(
                        () -> new IllegalArgumentException("This study has no release " + release + " that stands."));
        return new Sight.OfRelease(standing);
    }

    private void compute(Study found, Limits limits) {
        for (long id : gate.ask(found, limits, null)) {
            AnalysisRun run = job.finished(found.id(), id);
            if (run.state() != AnalysisRun.State.DONE) {
                throw new IncompleteAnalysis("The analysis " + run.state().word() + ". " + run.failure());
            }
        }
    }

    /// An analysis that did not come to its end, so that nothing can be decided.
    private static final class IncompleteAnalysis extends RuntimeException {
        private static final long serialVersionUID = 1;

        IncompleteAnalysis(String message) {
            super(message);
        }
    }

    private void write(GateOutcome outcome) {
        if (junit != null) {
            try {
                Files.writeString(junit, GateXml.of(outcome));
            } catch (IOException unwritable) {
                throw new IllegalArgumentException("The file " + junit + " cannot be written.", unwritable);
            }
        }
    }

    private String text(GateOutcome outcome) {
        try {
            return json.writeValueAsString(outcome) + System.lineSeparator();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an outcome cannot be written", impossible);
        }
    }
}
