package parallax.dataset.exports;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;
import parallax.study.StudyNotice;

/// Datasets of a study as folders: those asked for, how far they are, and the form that asks for one.
///
/// @param active whether one is under way, so that the page keeps itself up to date
/// @param faults what must be put right
@CheckedTemplate(basePath = "dataset/exports", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record DatasetsPage(
        long id,
        StudyNotice study,
        String key,
        List<Line> datasets,
        Offer offer,
        DatasetsForm form,
        boolean active,
        Map<String, String> faults)
        implements TemplateInstance {

    /// What the form can ask for.
    ///
    /// @param exclusions names of those in use
    public record Offer(List<Form> forms, List<String> exclusions) {}

    /// @param whyNot why the study cannot be written so, in a sentence; empty if it can
    public record Form(String code, String words, String whyNot) {}

    /// @param size of what can be fetched; empty where nothing can
    public record Line(long id, String form, String state, int percent, boolean active, String size, String failure) {}
}
