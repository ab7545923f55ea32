package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The studies that an account sees.
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record StudiesPage(List<Line> studies, boolean mayCreate) implements TemplateInstance {

    public record Line(long id, String title, String state, boolean synthetic, String judgments, String created) {}
}
