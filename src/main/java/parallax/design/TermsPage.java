package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.study.Study;

/// What raters of a study are told and agree to, and what holds for them.
///
/// @param version of the study, which a change must name
/// @param agreed how many raters agreed to each version, the newest first
/// @param problems what must be put right, by field
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record TermsPage(
        long id, String title, int version, TermsForm form, List<Agreed> agreed, Map<String, String> problems)
        implements TemplateInstance {

    public record Agreed(int number, String since, @Nullable Long raters) {}

    static TermsPage of(Study study, TermsForm form, List<Agreed> agreed, Map<String, String> problems) {
        return new TermsPage(study.id(), study.title(), study.version(), form, agreed, problems);
    }
}
