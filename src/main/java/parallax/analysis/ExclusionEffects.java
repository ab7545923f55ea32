package parallax.analysis;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.analytics.Progress;
import parallax.analytics.Threads;
import parallax.analytics.UnsurePolicy;
import parallax.analytics.analysis.Analysis;
import parallax.analytics.analysis.Dataset;
import parallax.analytics.analysis.Finding;
import parallax.study.Population;
import parallax.study.Populations;
import parallax.study.Rubrics;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;

/// Works out what an exclusion would change: the same figures with and without the raters whom it
/// leaves out.
@ApplicationScoped
public class ExclusionEffects {
    private static final String UNDEFINED = "nobody answered";

    private final StudyAnswers answers;
    private final Exclusions exclusions;
    private final Rubrics rubrics;
    private final Populations populations;

    public ExclusionEffects(StudyAnswers answers, Exclusions exclusions, Rubrics rubrics, Populations populations) {
        this.answers = answers;
        this.exclusions = exclusions;
        this.rubrics = rubrics;
        this.populations = populations;
    }

    public ExclusionEffect of(long studyId, Exclusion exclusion) {
        StoredRubric rubric = rubrics.ofStudy(studyId);
        StoredQuestion question = rubric.overall()
                .or(() -> rubric.counted().findFirst())
                .orElseThrow(() -> new IllegalStateException("the rubric has no question with options"));
        List<String> axes =
                populations.axes(studyId).stream().map(Population.Axis::code).toList();
        Map<Key, ExclusionEffect.Side> before = sides(studyId, question, axes, Set.of());
        Map<Key, ExclusionEffect.Side> after = sides(studyId, question, axes, exclusions.raters(studyId, exclusion));
        var lines = new ArrayList<ExclusionEffect.Line>();
        before.forEach((key, side) -> lines.add(new ExclusionEffect.Line(
                key.axis(), key.group(), side, Objects.requireNonNullElse(after.get(key), NOBODY))));
        return new ExclusionEffect(question.code(), lines);
    }

    private static final ExclusionEffect.Side NOBODY =
            new ExclusionEffect.Side(0, 0, Estimate.undefined(UNDEFINED, "P(unsafe)", 0, 0));

    private record Key(@Nullable String axis, @Nullable String group) {}

    private Map<Key, ExclusionEffect.Side> sides(
            long studyId, StoredQuestion question, List<String> axes, Set<String> without) {
        AnalysisRequest request = AnalysisRequest.standing(axes, null);
        AnswerScan scan = answers.scan(studyId, List.of(question), AnalysisRequest.Cut.NONE, without, Long.MAX_VALUE);
        Map<Key, ExclusionEffect.Side> sides = new LinkedHashMap<>();
        for (Dataset data : scan.datasets(axes, AnalysisJob.UNDISCLOSED)) {
            Map<Key, Long> judgments = judgments(data);
            for (Finding finding :
                    Analysis.of(data, request.settings(UnsurePolicy.CATEGORY), new Threads(1, Progress.SILENT))) {
                if (finding.metric().equals("pUnsafe") && finding.against() == null && finding.level() == null) {
                    var key = new Key(finding.axis(), finding.group());
                    Integer raters = finding.estimate().nRaters();
                    sides.put(
                            key,
                            new ExclusionEffect.Side(
                                    raters == null ? 0 : raters, judgments.getOrDefault(key, 0L), finding.estimate()));
                }
            }
        }
        return sides;
    }

    private static Map<Key, Long> judgments(Dataset data) {
        Map<Key, Long> judgments = new HashMap<>();
        judgments.put(new Key(null, null), data.counts().total());
        for (Dataset.Grouped axis : data.axes()) {
            for (int group = 0; group < axis.counts().groups().size(); group++) {
                judgments.put(
                        new Key(axis.name(), axis.counts().groups().get(group).name()),
                        axis.counts().of(group).total());
            }
        }
        return judgments;
    }
}
