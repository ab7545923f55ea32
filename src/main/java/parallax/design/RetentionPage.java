package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.rater.RetentionRules;

/// What a study keeps of people for a while, how much of it there is, and when it is erased.
///
/// @param id of the study
/// @param problems what must be put right, by field
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record RetentionPage(
        long id, String title, List<Line> held, RetentionForm form, Map<String, String> problems, boolean saved)
        implements TemplateInstance {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /// @param next when the first of it is erased, in words
    public record Line(String what, long raters, int days, String next) {}

    static Line line(RetentionRules.Held held, Instant now) {
        return new Line(held.kind().told(), held.raters(), held.days(), next(held.next(), now));
    }

    private static String next(@Nullable Instant at, Instant now) {
        if (at == null) {
            return "nothing is kept";
        }
        return at.isAfter(now) ? MINUTE.format(at) : "within the hour";
    }
}
