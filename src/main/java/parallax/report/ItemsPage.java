package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// A study's items, the most disputed first.
///
/// @param previousAddress of the page before, empty on the first
/// @param nextAddress of the page after, empty on the last
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ItemsPage(
        long id,
        StudyNotice study,
        List<StudyPage.Choice> questions,
        List<Line> items,
        int page,
        int pages,
        String previousAddress,
        String nextAddress,
        int total)
        implements TemplateInstance {

    public record Line(
            String address,
            String code,
            String topic,
            String response,
            int nAnswers,
            String entropy,
            String pUnsafe,
            String interval) {}
}
