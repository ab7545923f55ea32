package parallax.report.document;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;
import parallax.disclosure.Distribution;
import parallax.disclosure.Overview;
import parallax.release.ReleaseLine;

/// All that the report of a release says, for programs. Nothing is in it that whoever sees the release may not see.
///
/// @param format the form and version of this report
/// @param claims what was found on the first question, a sentence each
/// @param figures of the first question and of all, by axis
/// @param items those of which raters disagree most, as far as the release shows items
public record ReleaseReport(
        String format,
        Subject study,
        ReleaseLine release,
        List<Claim> claims,
        People people,
        List<Figures> figures,
        List<ReportedItem> items,
        Protocol protocol) {
    static final String FORMAT = "parallax-report/1";

    public ReleaseReport {
        claims = List.copyOf(claims);
        figures = List.copyOf(figures);
        items = List.copyOf(items);
    }

    /// What was studied, and who answers for it. Empty where nothing is said.
    ///
    /// @param synthetic whether simulated raters took part
    /// @param imported whether the judgments came from a file
    @Schema(name = "ReportSubject")
    public record Subject(
            String code,
            String title,
            String purpose,
            String institution,
            String contact,
            String ethicsReference,
            boolean synthetic,
            boolean imported) {}

    /// A finding with all that it takes to read it.
    ///
    /// @param axis empty for everybody
    /// @param group empty for everybody
    /// @param estimate the share of unsafe answers; null where the group is hidden
    /// @param pAdjusted of no difference from everyone else; null where there is none
    /// @param planned whether the plan of analysis names the question, and the axis
    @Schema(name = "ReportClaim")
    public record Claim(
            String sentence,
            String question,
            String axis,
            String group,
            @Schema(nullable = true) @Nullable Estimate estimate,
            @Schema(nullable = true) @Nullable Double pAdjusted,
            boolean planned) {}

    /// @param axis its code; empty for everybody together
    /// @param category how the first question was answered, with Unsure as an answer of its own
    /// @param dropped the same without Unsure; null where the question has none
    /// @param overview all questions; null for everybody together, and where no question has an unsafe answer
    @Schema(name = "ReportFigures")
    public record Figures(
            String axis,
            Distribution category,
            @Schema(nullable = true) @Nullable Distribution dropped,
            @Schema(nullable = true) @Nullable Overview overview) {}
}
