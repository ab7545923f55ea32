package parallax.design;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parallax.identity.InstallationRules;
import parallax.rater.Retention;
import parallax.study.Introduction;
import parallax.study.PanelCodes;
import parallax.study.Sampling;
import parallax.study.StandardAxes;
import parallax.study.StudyPlan;
import parallax.web.Faults;
import parallax.web.FormText;
import parallax.web.WholeNumber;

/// The form that begins a study: its fields as they were typed, and what they mean.
///
/// @param rubric the name of one of [#RUBRICS]
/// @param axis codes of what raters are asked about themselves
/// @param stratify the code of the axis whose groups are recruited equally; empty for everybody alike
public record NewStudyForm(
        @BeanParam @Valid Words words,
        @FormParam("rubric") String rubric,
        @FormParam("axis") List<String> axis,
        @FormParam("stratify") String stratify,
        @BeanParam @Valid Amounts amounts,
        @BeanParam @Valid Panel panel,
        @BeanParam @Valid RetentionForm retention) {
    static final List<String> RUBRICS =
            List.of("safety-short", "dices-350", "dices-990", "preference", "question-types");

    private static final String CONSENT = """
            Taking part is voluntary. You can stop at any time, without giving a reason and without losing anything.

            We keep your answers together with what you tell us about yourself, under a random name. Researchers see how \
            groups of people answered; nobody is told who you are.
""";
    private static final String WARNING =
            "Some conversations contain rude, upsetting or harmful advice. You can skip any of them.";

    /// What raters read.
    public record Words(
            @FormParam("title")
            @Size(min = 1, max = 200, message = "A study needs a title of {min} to {max} characters.")
            String title,

            @FormParam("purpose") @Size(max = 5000, message = "The purpose is longer than {max} characters.")
            String purpose,

            @FormParam("contentWarning")
            @Size(max = 5000, message = "The content warning is longer than {max} characters.")
            String contentWarning,

            @FormParam("consent")
            @NotEmpty(message = "A study needs a consent statement.")
            @Size(max = 20_000, message = "The consent statement is longer than {max} characters.")
            String consent,

            @FormParam("contact") @Size(max = 500, message = "The contact is longer than {max} characters.")
            String contact,

            @FormParam("helplines") @Size(max = 2000, message = "The helplines are longer than {max} characters.")
            String helplines,

            @FormParam("payment") @Size(max = 500, message = "The payment is longer than {max} characters.")
            String payment,

            @FormParam("minutes") @WholeNumber(of = "The time it takes", least = 1, most = 1000)
            String minutes) {
        public Words {
            title = FormText.of(title);
            purpose = FormText.of(purpose);
            contentWarning = FormText.of(contentWarning);
            consent = FormText.of(consent);
            contact = FormText.of(contact);
            helplines = FormText.of(helplines);
            payment = FormText.of(payment);
            minutes = FormText.of(minutes);
        }

        Introduction introduction() {
            return new Introduction(
                    title, purpose, contentWarning, contact, helplines, payment, Integer.parseInt(minutes));
        }
    }

    /// How many.
    public record Amounts(
            @FormParam("raters") @WholeNumber(of = "Raters per stratum", least = 1, most = 1_000_000)
            String raters,

            @FormParam("replication") @WholeNumber(of = "Judgments per item and stratum", least = 1, most = 10_000)
            String replication,

            @FormParam("itemsPerRater") @WholeNumber(of = "Items per rater", least = 1, most = 10_000)
            String itemsPerRater,

            @FormParam("minGroup") @WholeNumber(of = "The smallest group shown", least = 1, most = 1000)
            String minGroup) {
        public Amounts {
            raters = FormText.of(raters);
            replication = FormText.of(replication);
            itemsPerRater = FormText.of(itemsPerRater);
            minGroup = FormText.of(minGroup);
        }

        /// Whether an owner of the installation rules that no group as small is shown.
        Optional<String> faultOfLeastGroup() {
            int ruled = InstallationRules.inForce().leastGroup();
            boolean tooSmall = minGroup.matches("\\d{1,4}") && Integer.parseInt(minGroup) < ruled;
            return tooSmall
                    ? Optional.of("The smallest group shown must be at least " + ruled
                            + ": an owner of this installation rules that for every study.")
                    : Optional.empty();
        }

        Sampling sampling() {
            return new Sampling(
                    Integer.parseInt(itemsPerRater),
                    Integer.parseInt(replication),
                    1,
                    Sampling.LEASE_MINUTES,
                    Integer.parseInt(minGroup));
        }
    }

    /// What a panel gets back with a rater.
    public record Panel(
            @FormParam("completionCode")
            @Size(max = 100, message = "The completion code is longer than {max} characters.")
            String completionCode,

            @FormParam("completionUrl") @Pattern(regexp = ADDRESS, message = ADDRESS_RULE)
            String completionUrl,

            @FormParam("screenOutCode")
            @Size(max = 100, message = "The screen-out code is longer than {max} characters.")
            String screenOutCode,

            @FormParam("screenOutUrl") @Pattern(regexp = ADDRESS, message = ADDRESS_RULE)
            String screenOutUrl,

            @FormParam("endedEarlyCode")
            @Size(max = 100, message = "The code for ending early is longer than {max} characters.")
            String endedEarlyCode,

            @FormParam("endedEarlyUrl") @Pattern(regexp = ADDRESS, message = ADDRESS_RULE)
            String endedEarlyUrl) {
        private static final String ADDRESS = "|https://.{1,490}";
        private static final String ADDRESS_RULE =
                "A panel's address must begin with https:// and have at most 498 characters.";

        public Panel {
            completionCode = FormText.of(completionCode);
            completionUrl = FormText.of(completionUrl);
            screenOutCode = FormText.of(screenOutCode);
            screenOutUrl = FormText.of(screenOutUrl);
            endedEarlyCode = FormText.of(endedEarlyCode);
            endedEarlyUrl = FormText.of(endedEarlyUrl);
        }

        PanelCodes codes() {
            return new PanelCodes(
                    completionCode, screenOutCode, endedEarlyCode, completionUrl, screenOutUrl, endedEarlyUrl);
        }
    }

    public NewStudyForm {
        rubric = rubric != null && RUBRICS.contains(rubric) ? rubric : RUBRICS.getFirst();
        axis = FormText.all(axis);
        stratify = FormText.of(stratify);
    }

    /// As it is shown first.
    static NewStudyForm beginning() {
        return new NewStudyForm(
                new Words("", "", WARNING, CONSENT, "", "", "", "20"),
                RUBRICS.getFirst(),
                List.of("gender", "age"),
                "gender",
                new Amounts(
                        "25",
                        "5",
                        "20",
                        Integer.toString(
                                Math.max(10, InstallationRules.inForce().leastGroup()))),
                new Panel("", "", "", "", "", ""),
                RetentionForm.of(Retention.USUAL));
    }

    /// What must be put right, by field.
    Map<String, String> problems(Faults faults) {
        Map<String, String> problems = faults.of(this);
        if (!stratify.isEmpty() && !axis.contains(stratify)) {
            problems.put(
                    "stratify",
                    "Raters can be recruited by an axis only if they are asked about it: tick “" + stratify + "”.");
        }
        amounts.faultOfLeastGroup().ifPresent(fault -> problems.putIfAbsent("minGroup", fault));
        return problems;
    }

    /// The plan of a form without problems.
    ///
    /// @throws IllegalArgumentException saying what does not fit together
    StudyPlan plan() {
        List<StudyPlan.AxisPlan> axes = StandardAxes.named(axis);
        return new StudyPlan(
                words.introduction(),
                words.consent(),
                rubric,
                axes,
                strata(axes),
                amounts.sampling(),
                StudyPlan.Raters.PEOPLE,
                panel.codes());
    }

    /// One stratum for each group of the axis chosen, and one for those who decline it; or one for
    /// everybody.
    private List<StudyPlan.StratumPlan> strata(List<StudyPlan.AxisPlan> axes) {
        int raters = Integer.parseInt(amounts.raters());
        if (stratify.isEmpty()) {
            return List.of(StudyPlan.StratumPlan.everyone(raters));
        }
        StudyPlan.AxisPlan chosen = axes.stream()
                .filter(a -> a.code().equals(stratify))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no axis " + stratify));
        var strata = new ArrayList<StudyPlan.StratumPlan>();
        chosen.groups()
                .forEach(group -> strata.add(StudyPlan.StratumPlan.of(group, raters, Map.of(stratify, Set.of(group)))));
        strata.add(StudyPlan.StratumPlan.undisclosed("Undisclosed", raters));
        return strata;
    }
}
