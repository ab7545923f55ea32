package parallax.analysis;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import parallax.analytics.Threads;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.Analysis;
import parallax.analytics.analysis.Dataset;
import parallax.settings.Settings;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;

/// The figures that pages show, computed of a given set of judgments and no others.
@ApplicationScoped
public class FrozenAnswers {
    private final StudyAnswers answers;
    private final Rubrics rubrics;
    private final int threads;

    public FrozenAnswers(StudyAnswers answers, Rubrics rubrics, Settings settings) {
        this.answers = answers;
        this.rubrics = rubrics;
        this.threads = settings.analysis().threads();
    }

    /// @param datasets the answers to every question that somebody answered
    /// @param items how many items there are answers to
    public record Frozen(List<Dataset> datasets, List<String> axes, int items) {
        public Frozen {
            datasets = List.copyOf(datasets);
            axes = List.copyOf(axes);
        }
    }

    /// @param axes codes
    /// @param judgments ids; of a rater and an item one
    public Frozen read(long studyId, List<String> axes, long[] judgments) {
        List<StoredQuestion> questions = rubrics.ofStudy(studyId).counted().toList();
        AnswerScan scan = answers.scan(studyId, questions, judgments);
        return new Frozen(
                scan.datasets(axes, AnalysisJob.UNDISCLOSED), axes, scan.read().items());
    }

    /// Distributions with their intervals, and how far each group's P(unsafe) is from everyone else's.
    public List<StoredEstimate> estimates(Frozen frozen) {
        AnalysisRequest request = AnalysisRequest.standing(frozen.axes(), null);
        var working = new Threads(threads, (step, steps) -> true);
        var found = new ArrayList<StoredEstimate>();
        for (Dataset data : frozen.datasets()) {
            for (UnsurePolicy policy : request.unsure()) {
                if (AnalysisJob.applies(policy, data)) {
                    Dataset read = data.under(policy);
                    Analysis.of(data, request.settings(policy), working)
                            .forEach(finding ->
                                    found.add(new StoredEstimate(finding, AnalysisJob.answersOf(finding, read))));
                }
            }
        }
        return found;
    }
}
