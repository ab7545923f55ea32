package parallax.rater;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The studies that a rater with an account takes part in.
@CheckedTemplate(basePath = "rater", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record RaterStudiesPage(List<Line> studies) implements TemplateInstance {

    /// @param judged how many items they have judged
    /// @param asked how many they are asked to judge
    public record Line(String code, String title, int judged, int asked, boolean finished) {}
}
