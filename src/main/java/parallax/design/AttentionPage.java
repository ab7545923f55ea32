package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.item.AttentionItems;
import parallax.study.StudyNotice;

/// Attention items of a study, and how often they and repeats come.
///
/// @param mayChange whether the study is still a draft
/// @param expected the answers that an attention item can expect
/// @param problems what must be put right in the forms, by field; of anything else under an empty name
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AttentionPage(
        long id,
        StudyNotice study,
        boolean mayChange,
        List<AttentionItems.Stored> items,
        InsertionsForm rates,
        AttentionForm form,
        List<Choice> expected,
        Map<String, String> problems)
        implements TemplateInstance {
    public record Choice(String code, String label, boolean chosen) {}
}
