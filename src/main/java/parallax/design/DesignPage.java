package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.generation.GenerationRuns;
import parallax.study.StudyNotice;

/// A study's design: items, raters wanted, questions, people, and what stands in the way of opening it.
///
/// @param version of the study, which a change of its state must name
/// @param mayDesign whether the viewer may change anything
/// @param warnings where the plan asks for more judgments than its raters will give
/// @param notice what was just done, or what went wrong; empty otherwise
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record DesignPage(
        long id,
        StudyNotice study,
        String state,
        int version,
        boolean mayDesign,
        int nItems,
        List<GenerationRuns.Progress> runs,
        boolean generating,
        List<String> models,
        List<StratumLine> strata,
        List<String> uncovered,
        List<QuestionLine> questions,
        List<Member> members,
        List<String> obstacles,
        List<String> warnings,
        List<PlanPart> plan,
        String entryLink,
        String notice,
        Forms forms)
        implements TemplateInstance {

    /// What the forms hold.
    ///
    /// @param generateOpen whether the form for a generation run is unfolded
    /// @param problems what must be put right in either, by field; of a form as a whole under an empty name
    public record Forms(
            GenerationForm generation, boolean generateOpen, Sharing sharing, Map<String, String> problems) {}

    /// Some of the plan under a heading.
    public record PlanPart(String heading, List<Fact> facts) {}

    /// @param value text as it was entered, or "–" where nothing was
    public record Fact(String name, String value) {}

    public record StratumLine(String label, String groups, int target, int replication) {}

    public record QuestionLine(String group, String code, String prompt, String options, String kind) {}

    public record Member(long accountId, String name, String email, String role, boolean mayExport) {}
}
