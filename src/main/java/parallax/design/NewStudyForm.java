package parallax.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parallax.study.Rubric;
import parallax.study.StandardAxes;
import parallax.study.StudyPlan;

/// What the form of a new study means.
final class NewStudyForm {
    static final String CONSENT = """
            Taking part is voluntary. You can stop at any time, without giving a reason and without losing anything.

            We keep your answers together with what you tell us about yourself, under a random name. Researchers see how \
            groups of people answered; nobody is told who you are.
""";
    static final String WARNING =
            "Some conversations contain rude, upsetting or harmful advice. You can skip any of them.";
    private static final int LONGEST_TITLE = 200;
    private static final List<Count> COUNTS = List.of(
            new Count("minutes", "The time it takes", 1000),
            new Count("raters", "Raters per stratum", 1_000_000),
            new Count("replication", "Judgments per item and stratum", 10_000),
            new Count("itemsPerRater", "Items per rater", 10_000),
            new Count("minGroup", "The smallest group shown", 1000));
    private static final List<String> RUBRICS = List.of("safety-short", "dices-350", "dices-990");

    private final Map<String, List<String>> form;

    /// A field that holds a whole number from 1 on.
    private record Count(String field, String name, int most) {
        boolean accepts(String text) {
            return text.matches("\\d{1,7}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most;
        }

        String rule() {
            return name + " must be a whole number from 1 to " + most + ".";
        }
    }

    NewStudyForm(Map<String, List<String>> form) {
        this.form = form;
    }

    static NewStudyForm empty() {
        return new NewStudyForm(Map.of(
                "contentWarning", List.of(WARNING),
                "consent", List.of(CONSENT),
                "minutes", List.of("20"),
                "raters", List.of("25"),
                "replication", List.of("5"),
                "itemsPerRater", List.of("20"),
                "minGroup", List.of("10"),
                "axis", List.of("gender", "age"),
                "stratify", List.of("gender")));
    }

    /// What must be put right, by field.
    Map<String, String> problems() {
        var problems = new LinkedHashMap<String, String>();
        if (text("title").isEmpty() || text("title").length() > LONGEST_TITLE) {
            problems.put("title", "A study needs a title of 1 to " + LONGEST_TITLE + " characters.");
        }
        if (text("consent").isEmpty()) {
            problems.put("consent", "A study needs a consent statement.");
        }
        if (!text("stratify").isEmpty() && !form.getOrDefault("axis", List.of()).contains(text("stratify"))) {
            problems.put(
                    "stratify",
                    "Raters can be recruited by an axis only if they are asked about it: tick “" + text("stratify")
                            + "”.");
        }
        COUNTS.stream()
                .filter(count -> !count.accepts(text(count.field())))
                .forEach(count -> problems.put(count.field(), count.rule()));
        for (String field : List.of("completionUrl", "screenOutUrl")) {
            if (!text(field).isEmpty() && !text(field).startsWith("https://")) {
                problems.put(field, "A panel's address must begin with https://.");
            }
        }
        return problems;
    }

    /// The plan of a form without problems.
    ///
    /// @throws IllegalArgumentException saying what must be put right
    StudyPlan plan() {
        List<StudyPlan.AxisPlan> axes = StandardAxes.named(form.getOrDefault("axis", List.of()));
        return new StudyPlan(
                new StudyPlan.Wording(
                        text("title"),
                        text("purpose"),
                        text("contentWarning"),
                        text("consent"),
                        text("contact"),
                        text("helplines"),
                        text("payment"),
                        number("minutes")),
                rubric(),
                axes,
                strata(axes),
                number("replication"),
                number("itemsPerRater"),
                30,
                number("minGroup"),
                false,
                new StudyPlan.PanelCodes(
                        text("completionCode"), text("screenOutCode"), text("completionUrl"), text("screenOutUrl")));
    }

    NewStudyPage page(Map<String, String> problems) {
        var values = new NewStudyPage.Values(
                text("title"),
                text("purpose"),
                text("contentWarning"),
                text("consent"),
                text("contact"),
                text("helplines"),
                text("payment"),
                text("minutes"),
                text("raters"),
                text("replication"),
                text("itemsPerRater"),
                text("minGroup"),
                text("completionCode"),
                text("screenOutCode"),
                text("completionUrl"),
                text("screenOutUrl"));
        List<String> chosen = form.getOrDefault("axis", List.of());
        return new NewStudyPage(
                values,
                StandardAxes.ALL.stream()
                        .map(a -> new NewStudyPage.AxisChoice(
                                a.code(),
                                a.prompt(),
                                String.join(", ", a.choices()),
                                chosen.contains(a.code()),
                                text("stratify").equals(a.code())))
                        .toList(),
                RUBRICS.stream()
                        .map(name -> {
                            Rubric offered = Rubric.named(name);
                            return new NewStudyPage.RubricChoice(
                                    name,
                                    offered.title(),
                                    (int) offered.questions().count(),
                                    name.equals(rubric()));
                        })
                        .toList(),
                problems);
    }

    /// One stratum for each group of the axis chosen, and one for those who decline it; or one for
    /// everybody.
    private List<StudyPlan.StratumPlan> strata(List<StudyPlan.AxisPlan> axes) {
        int raters = number("raters");
        String code = text("stratify");
        if (code.isEmpty()) {
            return List.of(StudyPlan.StratumPlan.everyone(raters));
        }
        StudyPlan.AxisPlan axis = axes.stream()
                .filter(a -> a.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Raters can be recruited by an axis only if they are asked about it: tick “" + code + "”."));
        var strata = new ArrayList<StudyPlan.StratumPlan>();
        axis.groups()
                .forEach(group ->
                        strata.add(new StudyPlan.StratumPlan(group, raters, Map.of(code, Set.of(group)), false)));
        strata.add(new StudyPlan.StratumPlan("Undisclosed", raters, Map.of(), true));
        return strata;
    }

    private String rubric() {
        String name = text("rubric");
        return RUBRICS.contains(name) ? name : RUBRICS.getFirst();
    }

    private int number(String field) {
        Count count =
                COUNTS.stream().filter(c -> c.field().equals(field)).findFirst().orElseThrow();
        if (!count.accepts(text(field))) {
            throw new IllegalArgumentException(count.rule());
        }
        return Integer.parseInt(text(field));
    }

    private String text(String field) {
        List<String> values = form.getOrDefault(field, List.of());
        return values.isEmpty() ? "" : values.getFirst().strip().replace("\r\n", "\n");
    }
}
