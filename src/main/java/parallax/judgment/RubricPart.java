package parallax.judgment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The parts of the rating page that show a rubric.
final class RubricPart {
    private RubricPart() {}

    @CheckedTemplate(basePath = "judgment", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Questions(List<QuestionGroupView> groups) implements TemplateInstance {}

    @CheckedTemplate(basePath = "judgment", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Guidelines(int version, List<QuestionGroupView> groups) implements TemplateInstance {}

    public record QuestionGroupView(String title, String guidance, List<QuestionView> questions) {}

    public record QuestionView(
            long id,
            int number,
            String prompt,
            String definition,
            String positiveExample,
            String negativeExample,
            boolean required,
            boolean gap,
            List<OptionView> options) {

        public boolean hasHelp() {
            return !definition.isEmpty() || !positiveExample.isEmpty() || !negativeExample.isEmpty();
        }
    }

    public record OptionView(int position, String label, boolean chosen) {}
}
