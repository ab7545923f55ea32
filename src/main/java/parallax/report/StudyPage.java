package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// A study's dashboard: how far it is, and how the groups of one axis answered one question.
///
/// @param id the study's id, as in its address
/// @param nRaters people who judged something, or the words for not knowing
/// @param mayDesign whether the viewer is one of the study's researchers
/// @param entryLink where raters begin, from the root of this installation; empty for imported studies
/// @param live whether the page follows new judgments as they come
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record StudyPage(
        long id,
        StudyNotice study,
        String state,
        String nRaters,
        String nItems,
        String nJudgments,
        List<StratumFill> strata,
        List<Choice> questions,
        List<Choice> axes,
        List<Choice> unsureReadings,
        String questionPrompt,
        String axisLabel,
        String filter,
        BarChart chart,
        DistributionTable table,
        boolean hasHidden,
        int minGroup,
        boolean mayDesign,
        boolean mayExport,
        String entryLink,
        boolean live)
        implements TemplateInstance {

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

    public record Choice(String code, String label, boolean chosen) {}
}
