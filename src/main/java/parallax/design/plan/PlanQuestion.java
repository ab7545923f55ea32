package parallax.design.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.study.AnswerOption;

/// One question as a plan's file has it: what every type has, and what some have beside it. Which type may
/// say what is a rule of rubrics.
@JsonPropertyOrder({"code", "type", "role", "prompt", "definition", "positive", "negative", "options"})
public final class PlanQuestion {
    @JsonProperty(required = true)
    @Size(min = 1, max = 300)
    @JsonPropertyDescription("Unique within the rubric.")
    public @Nullable String code;

    @JsonPropertyDescription("A single choice if left out.")
    public @Nullable Type type;

    @JsonProperty(required = true)
    @JsonPropertyDescription("Asked by itself, asked and combined (feeding), or derived from those.")
    public @Nullable Role role;

    @JsonProperty(required = true)
    @Size(min = 1)
    public @Nullable String prompt;

    public @Nullable String definition;

    @JsonPropertyDescription("An example that counts.")
    public @Nullable String positive;

    @JsonPropertyDescription("A near miss that does not count.")
    public @Nullable String negative;

    public @Nullable List<AnswerOption> options;

    @JsonPropertyDescription("Whether raters may pass it over.")
    public @Nullable Boolean optional;

    @JsonPropertyDescription("Which answers to an earlier question let it be asked.")
    public @Nullable Gate gate;

    @Min(0)
    @JsonPropertyDescription("Of a set: the fewest options.")
    public @Nullable Integer least;

    @Min(1)
    @JsonPropertyDescription("Of a set: the most options.")
    public @Nullable Integer most;

    @JsonPropertyDescription("Of a set: the code of the option that excludes the others.")
    public @Nullable String none;

    @JsonPropertyDescription("Of a scale: the number of its first point.")
    public @Nullable Integer from;

    @Min(1)
    @Max(3)
    @JsonPropertyDescription("Of a comparison: how many strengths a preference has.")
    public @Nullable Integer strengths;

    @JsonPropertyDescription("Of a comparison: which answers there are beside a preference; a tie if left out.")
    public @Nullable List<Neutral> neutral;

    @Min(1)
    @JsonPropertyDescription("Of words: the most characters.")
    public @Nullable Integer longest;

    @JsonPropertyDescription("Of a reason: the code of the question that it is about.")
    public @Nullable String about;

    public enum Type {
        @JsonProperty("single_choice")
        SINGLE_CHOICE,
        @JsonProperty("multiple_choice")
        MULTIPLE_CHOICE,
        @JsonProperty("response_set")
        RESPONSE_SET,
        @JsonProperty("ordinal_scale")
        ORDINAL_SCALE,
        @JsonProperty("pairwise")
        PAIRWISE,
        @JsonProperty("free_text")
        FREE_TEXT,
        @JsonProperty("reason")
        REASON
    }

    public enum Neutral {
        @JsonProperty("tie")
        TIE,
        @JsonProperty("both_bad")
        BOTH_BAD
    }

    public enum Role {
        @JsonProperty("asked")
        ASKED,
        @JsonProperty("feeding")
        FEEDING,
        @JsonProperty("derived")
        DERIVED
    }

    /// @param question the code of an earlier question
    /// @param options codes of its options, any of which opens the gate
    public record Gate(
            @NotNull String question,
            @NotNull @Size(min = 1) List<String> options) {}
}
