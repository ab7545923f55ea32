package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// A study's items, the most disputed first.
///
/// @param mayExport whether items with few answers have figures too
/// @param previousAddress of the page before, empty on the first
/// @param nextAddress of the page after, empty on the last
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ItemsPage(
        long id,
        StudyNotice study,
        String state,
        int minGroup,
        boolean mayExport,
        List<StudyPage.Choice> questions,
        List<Line> items,
        int page,
        int pages,
        String previousAddress,
        String nextAddress,
        String total)
        implements TemplateInstance {

    public record Line(
            String address,
            String code,
            String topic,
            String response,
            String nAnswers,
            String entropy,
            String pUnsafe,
            String interval) {}
}
