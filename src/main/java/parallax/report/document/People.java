package parallax.report.document;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.rater.Agreements;
import parallax.study.Conditions;

/// Who rated: as many as the release counts, and what they were told, paid and promised.
///
/// @param raters null where the data do not say who answered
/// @param planned how many the strata want together; null where the study was imported
/// @param consent every version of what raters agreed to, the newest first; none where the study was imported
/// @param helplines as raters saw them; empty for none
@Schema(name = "ReportPeople")
public record People(
        @Schema(nullable = true) @Nullable Integer raters,
        @Schema(nullable = true) @Nullable Long planned,
        List<Group> groups,
        List<Agreements.Agreement> consent,
        String helplines,
        Conditions conditions) {
    public People {
        groups = List.copyOf(groups);
        consent = List.copyOf(consent);
    }

    /// @param raters whom the release counts; null where the group is hidden
    @Schema(name = "ReportGroup")
    public record Group(
            String axis,
            String group,
            @Schema(nullable = true) @Nullable Integer raters) {}
}
