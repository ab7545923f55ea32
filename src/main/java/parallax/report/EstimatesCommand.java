package parallax.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisJob;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisRun;
import parallax.analysis.AnalysisRuns;
import parallax.analysis.AnalysisScope;
import parallax.analysis.AnalysisScopes;
import parallax.analysis.EstimateColumns;
import parallax.analysis.Estimates;
import parallax.analytics.UnsurePolicy;
import parallax.runner.ParallaxVersion;
import parallax.study.OneStudyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Analyzes a study of the store and prints its estimates, in the form in which `analyze` prints those of a
/// file.
///
/// Whoever has the machine has the rows, so nothing is hidden here.
@Dependent
@Unremovable
@Command(
        name = "estimates",
        description = "Analyzes a study and prints its estimates as JSON; they are stored with the study too.")
public class EstimatesCommand extends OneStudyCommand {
    @Option(
            names = "--axes",
            split = ",",
            paramLabel = "AXIS",
            description = "axes, a*b for two together (default: all)")
    List<String> axes = new ArrayList<>();

    @Option(names = "--topics", split = ",", paramLabel = "TOPIC", description = "only items on these (default: all)")
    List<String> topics = new ArrayList<>();

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "MODEL",
            description = "only replies that these wrote (default: all)")
    List<String> models = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "RULE", description = "without the raters whom this exclusion leaves out")
    String exclude = "";

    @Option(names = "--permutations", defaultValue = "1000", description = "replicates (default: ${DEFAULT-VALUE})")
    int permutations;

    @Option(names = "--bootstrap", defaultValue = "0", description = "replicates (default: ${DEFAULT-VALUE})")
    int bootstrap;

    @Option(names = "--seed", defaultValue = "1", description = "of every random draw (default: ${DEFAULT-VALUE})")
    long seed;

    @Inject
    AnalysisScopes scopes;

    @Inject
    AnalysisRuns runs;

    @Inject
    AnalysisJob job;

    @Inject
    Estimates estimates;

    @Inject
    ObjectMapper json;

    @Override
    protected int carryOut(long studyId) throws JsonProcessingException {
        AnalysisScope scope = scopes.of(studyId);
        AnalysisRequest request = request(scope);
        Map<String, String> faults = scope.faults(request.questions(), request.axes(), request.cut());
        scope.faultOfExclusion(exclude).ifPresent(fault -> faults.put("exclude", fault));
        if (!faults.isEmpty()) {
            return refused(String.join("\n", faults.values()));
        }
        long id = runs.queue(studyId, request, null);
        AnalysisRun run = job.finished(studyId, id);
        if (run.state() != AnalysisRun.State.DONE) {
            return refused("The analysis " + run.state().word() + ". " + run.failure());
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        estimates.of(id, null).forEach(estimate -> rows.add(EstimateColumns.of(estimate)));
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("version", ParallaxVersion.text());
        report.put("study", studyId);
        report.put("filter", run.request().cut().inWords());
        report.put("dataset", run.read());
        report.put("request", run.request());
        report.put("estimates", rows);
        out().println(json.writeValueAsString(report));
        return 0;
    }

    private AnalysisRequest request(AnalysisScope scope) {
        return new AnalysisRequest(
                List.of(),
                axes.isEmpty() ? scope.axes() : axes,
                List.of(UnsurePolicy.values()),
                AnalysisRequest.Cut.to(topics, models)
                        .without(scope.exclusion(exclude).orElse(null)),
                AnalysisRequest.Method.ofEveryMetric(permutations, bootstrap, seed));
    }
}
