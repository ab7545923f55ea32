package parallax.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// A study's items, the most disputed first.
///
@CheckedTemplate(basePath = "report", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ItemsPage(
        long id,
        StudyNotice study,
        String state,
        StudyPage.Choices choices,
        List<Line> items,
        Pagination pagination,
        StudyPage.Viewer viewer)
        implements TemplateInstance {
    /// @param total how many items there are on all pages, in words
    /// @param previous address of the page before, empty on the first
    /// @param next address of the page after, empty on the last
    public record Pagination(String total, int page, int pages, String previous, String next) {}

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
