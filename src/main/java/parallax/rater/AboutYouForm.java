package parallax.rater;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parallax.study.Population;
import parallax.study.Study;

/// The demographic questions as a page, empty or as they came back.
public final class AboutYouForm {
    private static final int LONGEST_DESCRIPTION = 500;

    private AboutYouForm() {}

    /// The field by which a form says that its rater knows what a blank means.
    private static final String BLANK = "blank";

    static AboutYouPage empty(Study study, List<Population.Axis> axes, String ownCode) {
        return returned(study, axes, Map.of(BLANK, List.of("yes")), ownCode);
    }

    /// As it came back, or as it was filled before.
    public static AboutYouPage returned(
            Study study, List<Population.Axis> axes, Map<String, List<String>> form, String ownCode) {
        var blanks = new ArrayList<String>();
        var errors = new ArrayList<AboutYouPage.FieldError>();
        var fields = new ArrayList<AboutYouPage.AxisField>();
        for (Population.Axis axis : axes) {
            List<String> chosen = form.getOrDefault("axis." + axis.code(), List.of());
            String self = form.getOrDefault("self." + axis.code(), List.of("")).get(0);
            String error = error(axis, chosen, self);
            if (!error.isEmpty()) {
                errors.add(new AboutYouPage.FieldError(axis.code(), error));
            }
            fields.add(new AboutYouPage.AxisField(
                    axis.code(),
                    axis.prompt(),
                    axis.multiple(),
                    axis.selfDescribe(),
                    axis.choices().stream()
                            .map(label -> new AboutYouPage.AxisChoice(label, chosen.contains(label)))
                            .toList(),
                    new AboutYouPage.Said(
                            chosen.contains(AboutYouPage.SELF_DESCRIBED), self, chosen.contains(AboutYouPage.DECLINED)),
                    error));
            if (chosen.isEmpty() && !form.containsKey(BLANK)) {
                blanks.add(axis.prompt());
            }
        }
        return new AboutYouPage(
                study.notice(),
                ownCode,
                fields,
                errors,
                blanks,
                study.conditions().demographicsMayChange());
    }

    private static String error(Population.Axis axis, List<String> chosen, String self) {
        if (chosen.contains(AboutYouPage.SELF_DESCRIBED) && self.isBlank()) {
            return "Describe yourself in a few words, or choose another answer.";
        }
        if (self.length() > LONGEST_DESCRIPTION) {
            return "The description is longer than " + LONGEST_DESCRIPTION + " characters.";
        }
        if (chosen.contains(AboutYouPage.DECLINED) && chosen.size() > 1) {
            return "You chose “prefer not to say” together with another answer. Keep one of them.";
        }
        boolean unknown = chosen.stream()
                .anyMatch(c -> !axis.choices().contains(c)
                        && !c.equals(AboutYouPage.DECLINED)
                        && !(axis.selfDescribe() && c.equals(AboutYouPage.SELF_DESCRIBED)));
        if (unknown || (!axis.multiple() && chosen.size() > 1)) {
            return "Choose one of the answers offered.";
        }
        return "";
    }
}
