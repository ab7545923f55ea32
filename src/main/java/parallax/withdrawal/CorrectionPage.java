package parallax.withdrawal;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import parallax.rater.AboutYouPage;

/// What a rater said of themselves, to be corrected. Form fields: those of [AboutYouPage].
@CheckedTemplate(basePath = "withdrawal", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record CorrectionPage(AboutYouPage said) implements TemplateInstance {}
