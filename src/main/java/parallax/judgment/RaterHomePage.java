package parallax.judgment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The studies of a rater with an account, and those that they can begin.
///
/// @param today how many items they have judged today, in every study (a day begins at midnight UTC)
@CheckedTemplate(basePath = "judgment", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record RaterHomePage(List<Part> parts, List<Offer> offers, int today) implements TemplateInstance {

    /// @param judged how many items they have judged
    /// @param asked how many they are asked to judge
    /// @param state in words
    public record Part(String code, String title, String payment, int judged, int asked, int today, String state) {}

    /// @param asked up to how many items a rater judges
    public record Offer(String code, String title, String payment, int minutes, int asked) {}
}
