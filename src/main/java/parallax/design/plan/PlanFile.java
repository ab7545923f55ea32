package parallax.design.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.rater.Retention;
import parallax.study.AnswerOption;
import parallax.study.Insertions;
import parallax.study.StudyPlan;

/// A plan as its file has it, in YAML or JSON. What is left out is as a new study begins. Its published
/// schema is generated from these types.
public record PlanFile(
        @NotNull
        @Size(min = 1, max = 200)
        @Pattern(regexp = PlanFile.TEXT)
        @JsonPropertyDescription("The study's title, which raters read.")
        String title,

        @NotNull @JsonPropertyDescription("What raters are told and agree to.")
        Consent consent,

        @NotNull @JsonPropertyDescription("The questions: a template's name, or questions of your own.")
        Questions rubric,

        @NotNull @JsonPropertyDescription("Who judges, and how much.")
        Raters raters,

        @JsonPropertyDescription("What comes before the first item.") @Nullable
        Before practice,

        @JsonPropertyDescription("Limits, signals of care, and what is kept of people.") @Nullable
        Care care,

        @JsonPropertyDescription("The panel that sends raters.") @Nullable
        RatersPanel panel,

        @JsonPropertyDescription("What is to be computed, decided before raters come.") @Nullable
        Analysis analysis) {
    /// Something that is not blank.
    static final String TEXT = "\\S";

    static final String ADDRESS = "^https://.{1,490}$";
    static final String PARAMETER = "^[A-Za-z][A-Za-z0-9_.-]{0,63}$";
    static final String LINE = "^\\S[^\\n\\r]*$";
    static final String CODE = "^[A-Za-z][A-Za-z0-9_]*$";

    /// What raters read before they agree.
    public record Consent(
            @Nullable @Size(max = 5000) @JsonPropertyDescription("What the study is for.")
            String purpose,

            @JsonPropertyDescription("Who runs the study.") @Nullable
            Conductor by,

            @JsonPropertyDescription("What raters may have to read.") @Nullable
            Contents contents,

            @Nullable @Size(max = 500) @JsonPropertyDescription("What raters get for it.")
            String payment,

            @Nullable @Min(1) @Max(1000) @JsonPropertyDescription("About how many minutes it takes; 20 if left out.")
            Integer minutes,

            @Nullable @Size(max = 5000) @JsonPropertyDescription("What is kept of a rater, and for how long.")
            String kept,

            @Nullable @Size(max = 5000) @JsonPropertyDescription("What a rater may do at any time.")
            String rights,

            @NotNull
            @Size(min = 1, max = 20_000)
            @Pattern(regexp = TEXT)
            @JsonPropertyDescription("The statement that raters agree to.")
            String statement) {}

    public record Conductor(
            @Nullable @Size(max = 500) String institution,

            @Nullable @Size(max = 500) @JsonPropertyDescription("Whom raters can write to.")
            String contact,

            @Nullable @Size(max = 200) @JsonPropertyDescription("Of the board that approved the study.")
            String ethicsReference) {}

    public record Contents(
            @Nullable @Size(max = 5000) @JsonPropertyDescription("The content warning.")
            String warning,

            @JsonPropertyDescription("Kinds of hard content.") @Nullable
            List<Kind> kinds,

            @Nullable
            @Size(max = 2000)
            @JsonPropertyDescription("One a line: a country or region, a colon, how to reach it.")
            String helplines) {}

    public record Kind(
            @NotNull @Pattern(regexp = "^[^;\\s][^;\\n\\r]{0,199}$")
            String name,

            @NotNull Hardness severity,

            @NotNull @Min(0) @Max(100) @JsonPropertyDescription("Of the items, as far as is known before.")
            Integer percent) {}

    /// How hard something is to read.
    public enum Hardness {
        @JsonProperty("mild")
        MILD,
        @JsonProperty("moderate")
        MODERATE,
        @JsonProperty("severe")
        SEVERE
    }

    /// A template's name, or everything else.
    ///
    /// @param options what a question offers that lists no options of its own
    public record Questions(
            @JsonPropertyDescription("A rubric that comes with Parallax, instead of everything else here.") @Nullable
            Template template,

            @Nullable @Size(min = 1, max = 200) String title,

            @JsonPropertyDescription("What a question offers that lists no options of its own.") @Nullable
            List<AnswerOption> options,

            @Nullable List<QuestionGroup> groups) {}

    /// @param atOnce `safe` where raters may answer all questions of the group at once
    public record QuestionGroup(
            @NotNull String title,
            @Nullable String guidance,

            @JsonPropertyDescription("Lets raters give the safe option to the whole group at once.") @Nullable
            AtOnce atOnce,

            @NotNull @Size(min = 1) List<PlanQuestion> questions) {}

    public enum AtOnce {
        @JsonProperty("safe")
        SAFE
    }

    public enum Template {
        @JsonProperty("safety-short")
        SAFETY_SHORT,
        @JsonProperty("dices-350")
        DICES_350,
        @JsonProperty("dices-990")
        DICES_990,
        @JsonProperty("preference")
        PREFERENCE,
        @JsonProperty("question-types")
        QUESTION_TYPES
    }

    public record Raters(
            @JsonPropertyDescription("Who judges: people (if left out), or programs that stand in for them.")
            StudyPlan.@Nullable Raters kind,

            @JsonPropertyDescription("What raters are asked about themselves.") @Nullable
            List<Axis> axes,

            @NotNull @Size(min = 1, max = 500) @JsonPropertyDescription("Whom to recruit, cell by cell.")
            List<Stratum> strata,

            @NotNull @Min(1) @Max(10_000) @JsonPropertyDescription("How many items one rater is asked to judge.")
            Integer itemsPerRater,

            @NotNull
            @Min(1)
            @Max(10_000)
            @JsonPropertyDescription("Judgments wanted per item and stratum, where a stratum says nothing else.")
            Integer replication,

            @Nullable
            @Min(1)
            @Max(1440)
            @JsonPropertyDescription("How long an item is kept for a rater who has it open; 30 if left out.")
            Integer leaseMinutes) {}

    public record Axis(
            @NotNull @Size(max = 60) @Pattern(regexp = CODE) String code,

            @NotNull @Size(max = 500) @Pattern(regexp = TEXT) @JsonPropertyDescription("The question.")
            String prompt,

            @JsonPropertyDescription("Whether a rater may choose several values.") @Nullable
            Boolean multiple,

            @JsonPropertyDescription("Whether raters may say it in words of their own instead.") @Nullable
            Boolean ownWords,

            @NotNull
            @Size(min = 1, max = 100)
            @JsonPropertyDescription(
                    "What raters are offered, each a group; “prefer not to say” is always offered too.")
            List<@Size(max = 200) @Pattern(regexp = LINE) String> choices,

            @Nullable
            @Size(max = 200)
            @Pattern(regexp = LINE)
            @JsonPropertyDescription("The group of own words and of several values.")
            String otherwise) {}

    public record Stratum(
            @NotNull @Size(max = 200) @Pattern(regexp = LINE)
            String label,

            @NotNull @Min(1) @Max(1_000_000) @JsonPropertyDescription("How many raters.")
            Integer target,

            @Nullable @Min(1) @Max(10_000) @JsonPropertyDescription("Judgments wanted per item, if not as everywhere.")
            Integer replication,

            @JsonPropertyDescription("By an axis's code, the groups that belong here; everybody if left out.") @Nullable
            Map<String, List<String>> groups,

            @JsonPropertyDescription("Whether it takes those who decline an axis that the strata name.") @Nullable
            Boolean undisclosed) {}

    public record Before(
            @Nullable @Size(max = 5000) @JsonPropertyDescription("What raters read right before the questions.")
            String instructions,

            @JsonPropertyDescription("Questions that show whether a rater understood.") @Nullable
            List<Check> questions,

            @Nullable @Min(1) @Max(10) @JsonPropertyDescription("How often they may try; 2 if left out.")
            Integer tries,

            @Nullable @Size(max = 100) @JsonPropertyDescription("For a panel, with who used up their tries.")
            String code,

            @Nullable @Pattern(regexp = ADDRESS) String address,

            @JsonPropertyDescription("An item to try, of which nothing is stored.") @Nullable
            Trial trial) {}

    /// @param right counted from 1
    public record Check(
            @NotNull @Size(max = 1000) @Pattern(regexp = "^[^*\\s-][^\\n\\r]*$")
            String prompt,

            @NotNull @Size(min = 2, max = 10) List<@Size(max = 1000) @Pattern(regexp = LINE) String> options,

            @NotNull @Min(1) @Max(10) @JsonPropertyDescription("Which of the options is right, counted from 1.")
            Integer right) {}

    public record Trial(
            @NotNull @Size(max = 5000) @Pattern(regexp = TEXT)
            String question,

            @NotNull @Size(max = 5000) @Pattern(regexp = TEXT)
            String reply) {}

    public record Care(
            @Nullable @Min(0) @Max(10_000) @JsonPropertyDescription("Most items on a day; 0 for as many as they like.")
            Integer dailyItems,

            @Nullable @Min(0) @Max(1440) Integer dailyMinutes,

            @JsonPropertyDescription("Whether raters may correct what they said of themselves.") @Nullable
            Boolean mayCorrectDemographics,

            @JsonPropertyDescription("Signals of care that are looked at, and from which value on each is raised.")
            @Nullable
            Map<String, Double> signals,

            @Nullable
            @Min(0)
            @Max(Insertions.MOST)
            @JsonPropertyDescription("One in so many items is an attention item; 0 for none.")
            Integer attentionEvery,

            @Nullable
            @Min(0)
            @Max(Insertions.MOST)
            @JsonPropertyDescription("One in so many is an item that the rater judged before; 0 for none.")
            Integer repeatEvery,

            @Nullable @Min(1) @Max(Insertions.MOST) Integer repeatAfter,

            @JsonPropertyDescription("For how many days what is only needed for a while is kept.") @Nullable
            Days retention) {}

    public record Days(
            @Nullable @Min(0) @Max(Retention.LONGEST) Integer screenedOutDays,
            @Nullable @Min(0) @Max(Retention.LONGEST) Integer panelIdDays,
            @Nullable @Min(0) @Max(Retention.LONGEST) Integer sessionDays) {}

    public record RatersPanel(
            @JsonPropertyDescription("For raters who finished.") @Nullable
            Code completion,

            @JsonPropertyDescription("For raters whom the study does not ask.") @Nullable
            Code screenOut,

            @JsonPropertyDescription("For raters who ended before.") @Nullable
            Code endedEarly,

            @JsonPropertyDescription("How the panel names its people; the usual panels if left out.") @Nullable
            Naming naming) {}

    public record Code(
            @Nullable @Size(max = 100) String code,
            @Nullable @Pattern(regexp = ADDRESS) String address) {}

    public record Naming(
            @NotNull @Size(max = 100) @Pattern(regexp = LINE)
            String name,

            @NotNull @Pattern(regexp = PARAMETER) String idParameter,
            @Nullable @Pattern(regexp = PARAMETER) String sessionParameter,

            @JsonPropertyDescription("How the panel signs its addresses.") @Nullable
            Signature signature) {}

    public record Signature(
            @NotNull @Pattern(regexp = PARAMETER) String tokenParameter,

            @NotNull @Size(max = 500) @Pattern(regexp = TEXT)
            String audience,

            @NotNull
            @Size(max = 20_000)
            @Pattern(regexp = TEXT)
            @JsonPropertyDescription("The panel's public keys, as the text of a JSON Web Key Set.")
            String keys) {}

    public record Analysis(
            @Nullable @Min(1) @Max(1000) @JsonPropertyDescription("Fewer raters are shown to nobody; 10 if left out.")
            Integer smallestGroup,

            @Nullable
            @Size(max = 300)
            @JsonPropertyDescription("The code of the question that it is about first of all.")
            String question,

            @JsonPropertyDescription("By which raters are grouped: axis codes, joined by * for two together.") @Nullable
            List<@Pattern(regexp = "^[A-Za-z][A-Za-z0-9_]*(\\*[A-Za-z][A-Za-z0-9_]*)?$") String> axes,

            @JsonPropertyDescription("What an Unsure answer counts as.") @Nullable
            List<Unsure> unsure,

            @JsonPropertyDescription("Metrics, by their names in reports.") @Nullable
            List<@Pattern(regexp = "^[A-Za-z][A-Za-z0-9]*$") String> metrics,

            @Nullable List<Contrast> contrasts,

            @Nullable
            @Size(max = 100)
            @JsonPropertyDescription("Limits to shares of unsafe answers, which the gate holds the study against.")
            List<PlanLimit> limits,

            @Nullable @Size(max = 20_000) @JsonPropertyDescription("Hypotheses, and whatever else is to be kept to.")
            String notes) {}

    public record Contrast(
            @NotNull String axis,
            @NotNull String group,

            @NotNull @JsonPropertyDescription("The group that it is held against.")
            String against) {}

    public enum Unsure {
        @JsonProperty("category")
        CATEGORY,
        @JsonProperty("merge")
        MERGE,
        @JsonProperty("drop")
        DROP
    }
}
