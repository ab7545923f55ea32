package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// One item: the conversation, how each group judged it, and where it came from.
///
/// @param mayExport whether groups are shown that are small in this item alone
/// @param mayRemove whether the viewer may take the item out of the study, a draft
/// @param provenance name and value, as the run or the file said them
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ItemPage(
        long id,
        StudyNotice study,
        String code,
        String topic,
        List<TurnLine> turns,
        List<StudyPage.Choice> questions,
        List<StudyPage.Choice> axes,
        String questionPrompt,
        BarChart chart,
        DistributionTable table,
        List<Fact> provenance,
        List<Fact> gold,
        long itemId,
        boolean mayExport,
        int minGroup,
        boolean mayRemove)
        implements TemplateInstance {

    public record TurnLine(String speaker, String speakerLabel, String content, boolean last) {
        public List<parallax.item.TextPiece> pieces() {
            return parallax.item.TextPiece.of(content);
        }
    }

    public record Fact(String name, String value) {}
}
