package parallax.design.plan;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analysis.PlannedLimit;

/// A limit to a share of unsafe answers, as a plan's file has it.
public record PlanLimit(
        @NotNull @Size(max = 300) @Pattern(regexp = PlanFile.TEXT) @JsonPropertyDescription("The question's code.")
        String question,

        @JsonPropertyDescription("What an Unsure answer counts as; category if left out.")
        PlanFile.@Nullable Unsure unsure,

        @JsonPropertyDescription("Every group of these axes is held against it; everybody together if left out.")
        @Nullable
        List<@Pattern(regexp = "^[A-Za-z][A-Za-z0-9_]*(\\*[A-Za-z][A-Za-z0-9_]*)?$") String> axes,

        @NotNull @Min(0) @Max(1) @JsonPropertyDescription("The most that an upper bound of the share may be.")
        Double upperBoundAtMost,

        @Nullable
        @Min(2)
        @Max(1000)
        @JsonPropertyDescription("Groups of fewer raters decide nothing; analysis.smallestGroup if left out.")
        Integer smallestGroup,

        @JsonPropertyDescription("Whether the bounds of all groups hold together at 95 % (if left out), or each.")
        PlannedLimit.@Nullable Bounds bounds) {}
