package parallax.identity;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// Codes that were just made, shown this once.
@CheckedTemplate(basePath = "identity", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record RecoveryCodesPage(List<String> codes) implements TemplateInstance {}
