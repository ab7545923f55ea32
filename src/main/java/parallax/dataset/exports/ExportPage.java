package parallax.dataset.exports;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.study.StudyNotice;

/// Where a study's dataset is downloaded.
///
/// @param files that were handed out before, the newest first
/// @param layouts the layouts of the public DICES files
@CheckedTemplate(basePath = "dataset/exports", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record ExportPage(
        long id,
        StudyNotice study,
        String state,
        boolean mayExport,
        String judgments,
        List<ExportManifest.File> files,
        List<DicesLayout> layouts,
        List<Without> exclusions)
        implements TemplateInstance {

    /// An exclusion in use, and what it says.
    public record Without(String name, String words) {}

    /// @param whyNot why the study cannot be written so, in a sentence; empty if it can
    public record DicesLayout(String code, String whyNot) {}
}
