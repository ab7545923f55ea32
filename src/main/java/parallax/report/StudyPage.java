package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.study.StudyNotice;

/// A study's dashboard: how far it is, and how the groups of one axis answered one question.
///
/// @param id the study's id, as in its address
/// @param figures null while the first ones are being computed, or where there is no release to show
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record StudyPage(
        long id,
        StudyNotice study,
        String state,
        Progress progress,
        Choices choices,
        @Nullable FiguresView figures,
        Viewer viewer)
        implements TemplateInstance {

    /// @param totals null where there is no release to show
    /// @param limits null where the plan has none
    public record Progress(
            @Nullable Totals totals,
            Recruitment recruitment,
            @Nullable LimitsView limits) {}

    /// @param nRaters people who judged something, or the words for not knowing
    public record Totals(String nRaters, String nItems, String nJudgments) {}

    /// @param strata none where the viewer sees a release
    /// @param entryLink where raters begin, from the root of this installation; empty for imported
    ///   studies
    public record Recruitment(List<StratumFill> strata, String entryLink) {}

    /// What can be shown instead.
    ///
    /// @param exclusions by which raters can be left out; empty where there are none, or not for this
    ///   viewer
    public record Choices(
            List<Choice> questions, List<Choice> axes, List<Choice> unsureReadings, List<Choice> exclusions) {
        /// The name of the exclusion whose raters are left out; empty for none.
        public String without() {
            return exclusions.stream()
                    .filter(Choice::chosen)
                    .map(Choice::code)
                    .findFirst()
                    .orElse("");
        }
    }

    /// @param minGroup groups of fewer raters are hidden, or marked as not for showing
    /// @param mayDesign whether the viewer is one of the study's researchers
    /// @param live whether the page keeps itself up to date
    /// @param sight which figures are shown
    public record Viewer(int minGroup, boolean mayDesign, boolean mayExport, boolean live, SightView sight) {}

    /// How far the recruitment of a stratum is.
    public record StratumFill(String label, int booked, int finished, int target, long judgments, long wanted) {
        public String judgmentsText() {
            return DistributionTable.count(judgments);
        }

        public String wantedText() {
            return DistributionTable.count(wanted);
        }

        public int percent() {
            return target == 0 ? 0 : (int) Math.round(100.0 * booked / target);
        }

        public int judgedPercent() {
            return wanted == 0 ? 0 : (int) Math.round(100.0 * judgments / wanted);
        }
    }
}
