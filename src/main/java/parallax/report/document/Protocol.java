package parallax.report.document;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisPlan;
import parallax.gate.GateOutcome;

/// How it was done.
///
/// @param code version of Parallax that wrote this report
/// @param rubric version of the questions
/// @param models what wrote the replies, run by run
/// @param itemsFromElsewhere how many items no model wrote here
/// @param plan of analysis, as decided before raters came
/// @param compared what was planned against what the release holds
/// @param limits of the plan, held against the release; null where it has none
@Schema(name = "ReportProtocol")
public record Protocol(
        String code,
        Rubric rubric,
        List<Model> models,
        long itemsFromElsewhere,
        AnalysisPlan plan,
        List<Compared> compared,
        @Schema(nullable = true) @Nullable GateOutcome limits,
        Hidden hidden) {
    public Protocol {
        models = List.copyOf(models);
        compared = List.copyOf(compared);
    }

    @Schema(name = "ReportRubric")
    public record Rubric(int version, String title, List<Question> questions) {
        public Rubric {
            questions = List.copyOf(questions);
        }
    }

    @Schema(name = "ReportQuestion")
    public record Question(String code, String prompt, List<String> options) {}

    /// @param digest SHA-256 of the model's files
    /// @param adapterDigest empty for none
    /// @param sampler as JSON
    @Schema(name = "ReportModel")
    public record Model(
            long run,
            String name,
            String digest,
            String precision,
            String adapterDigest,
            String sampler,
            long seed,
            long items) {}

    /// @param kept whether the release holds what was planned; null for what was not planned
    @Schema(name = "ReportCompared")
    public record Compared(
            String part,
            String planned,
            String inRelease,
            @Schema(nullable = true) @Nullable Boolean kept) {}

    /// @param least groups of fewer raters are hidden
    /// @param groups hidden in every question
    /// @param tables that the attack tried
    /// @param counts that are hidden, of which it found none
    /// @param closest the total that it could bound most closely, in words; empty where nothing is hidden
    @Schema(name = "ReportHidden")
    public record Hidden(int least, List<String> groups, int tables, long counts, String closest) {
        public Hidden {
            groups = List.copyOf(groups);
        }
    }
}
