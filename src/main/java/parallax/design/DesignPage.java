package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.dataset.items.ItemUpload;
import parallax.generation.GenerationRuns;
import parallax.study.StudyNotice;

/// A study's design: items, raters wanted, questions, people, and what stands in the way of opening it.
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record DesignPage(
        long id,
        StudyNotice study,
        Standing standing,
        Items items,
        Opening opening,
        Plan plan,
        People people,
        Forms forms)
        implements TemplateInstance {

    /// How a study stands.
    ///
    /// @param version of the study, which a change of its state must name
    /// @param mayDesign whether the viewer may change anything
    /// @param mayExport whether they may read single judgments
    /// @param asImported whether it came in from a file, and no rater of its own was let in
    /// @param mayBeContinued whether raters can be let in then
    public record Standing(
            String state,
            int version,
            boolean mayDesign,
            boolean mayExport,
            boolean asImported,
            boolean mayBeContinued) {
        /// Whether the viewer may let addresses be told of the study's events.
        public boolean mayHook() {
            return mayDesign && mayExport;
        }

        public boolean isDraft() {
            return state.equals("draft");
        }
    }

    /// @param runs that write items
    /// @param models that a run can use; none where no item can be added any more
    /// @param uploads files of conversations that were brought; none for those who may not change the
    ///   study
    /// @param pairs how many items two runs' replies were joined in
    public record Items(
            int count, List<GenerationRuns.Progress> runs, List<String> models, List<ItemUpload> uploads, long pairs) {
        public boolean mayBePairs() {
            return canBePaired() || pairs > 0;
        }

        public boolean canBePaired() {
            return runs.size() > 1 && !areBeingWritten();
        }

        public boolean areBeingWritten() {
            return runs.stream().anyMatch(GenerationRuns.Progress::isActive);
        }
    }

    /// @param steps of a draft, each with what is missing at it
    /// @param warnings where the plan asks for more judgments than its raters will give
    /// @param entryLink where raters begin; empty where none do
    /// @param stakes what publishing or closing is about, in numbers
    public record Opening(List<StepLine> steps, List<String> warnings, String entryLink, String stakes) {
        public boolean isReady() {
            return steps.stream().allMatch(step -> step.missing().isEmpty());
        }
    }

    /// @param place where it is done, after the study's own address
    public record StepLine(String title, String place, List<String> missing) {}

    /// @param uncovered raters whom no stratum takes
    /// @param more of the plan, in words
    public record Plan(
            List<StratumLine> strata, List<String> uncovered, List<QuestionLine> questions, List<PlanPart> more) {}

    /// What the forms hold, and what came of the one that was sent.
    ///
    /// @param notice what was just done, or what went wrong; empty otherwise
    /// @param generateOpen whether the form for a generation run is unfolded
    /// @param problems what must be put right in either, by field; of a form as a whole under an empty
    ///   name
    public record Forms(
            String notice,
            GenerationForm generation,
            boolean generateOpen,
            Sharing sharing,
            Map<String, String> problems) {}

    /// Some of the plan under a heading.
    public record PlanPart(String heading, List<Fact> facts) {}

    /// @param value text as it was entered, or "–" where nothing was
    public record Fact(String name, String value) {}

    public record StratumLine(String label, String groups, int target, int replication) {}

    public record QuestionLine(String group, String code, String prompt, String options, String kind) {}

    /// Who works with the study; nobody for a viewer who may not share it.
    ///
    /// @param invited whose answer is waited for
    public record People(List<Member> members, List<Invited> invited) {
        static final People UNSEEN = new People(List.of(), List.of());
    }

    /// @param until the day on which the invitation ends by itself
    public record Invited(long id, String email, String role, boolean mayExport, String until) {}

    /// @param version of the membership, which its removal must name
    public record Member(long accountId, int version, String name, String email, String role, boolean mayExport) {}
}
