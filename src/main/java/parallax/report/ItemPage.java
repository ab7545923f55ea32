package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.assignment.ProblemReports;
import parallax.item.TextPiece;
import parallax.study.StudyNotice;

/// One item: the conversation, how each group judged it, and where it came from.
///
/// @param figures null while it is not yet known which groups are small, or where there is no release to show
/// @param staff what whoever designs the study sees and may do; null for others
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ItemPage(
        long id,
        StudyNotice study,
        Conversation item,
        StudyPage.Choices choices,
        @Nullable FiguresView figures,
        Origin origin,
        StudyPage.Viewer viewer,
        @Nullable Staff staff)
        implements TemplateInstance {
    /// @param severity how hard it is to read, empty where nobody said
    /// @param problems that raters reported, and how many of them are open
    /// @param mayRemove whether it can be taken out of the study, a draft
    public record Staff(String severity, ProblemReports.Count problems, boolean mayRemove) {}

    public record Conversation(long id, String code, String topic, List<TurnLine> turns) {}

    public record TurnLine(String speaker, String speakerLabel, String content, boolean last) {
        public List<TextPiece> pieces() {
            return TextPiece.of(content);
        }
    }

    /// Name and value each, as the run or the file said them.
    public record Origin(List<Fact> provenance, List<Fact> gold) {}

    public record Fact(String name, String value) {}
}
