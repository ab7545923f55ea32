package parallax.report;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.FormParam;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisRequest;
import parallax.analytics.UnsurePolicy;
import parallax.study.Population;
import parallax.web.FormText;

/// The form that asks for an analysis: what was typed into it, or what it begins with.
///
/// How many replicates are too many is the rule of [AnalysisRequest], for every way to ask.
///
/// @param axis codes of the axes that were ticked
/// @param crossed whether every two of them are intersected too; null if not
public record AnalysisForm(
        @FormParam("axis") List<String> axis,
        @FormParam("crossed") @Nullable String crossed,

        @FormParam("permutations") @Pattern(regexp = WHOLE, message = "“Permutations” needs a whole number from 0 on.")
        String permutations,

        @FormParam("bootstrap")
        @Pattern(regexp = WHOLE, message = "“Bootstrap replicates” needs a whole number from 0 on.")
        String bootstrap,

        @FormParam("seed") @Pattern(regexp = WHOLE, message = "“Seed” needs a whole number from 0 on.")
        String seed) {
    private static final String WHOLE = "\\d{1,9}";

    public AnalysisForm {
        axis = FormText.all(axis);
        permutations = FormText.of(permutations);
        bootstrap = FormText.of(bootstrap);
        seed = FormText.of(seed);
    }

    static AnalysisForm beginning(List<Population.Axis> axes) {
        return new AnalysisForm(axes.stream().map(Population.Axis::code).toList(), null, "1000", "0", "1");
    }

    /// Of a form without faults.
    ///
    /// @throws IllegalArgumentException naming the field and the rule
    AnalysisRequest request(List<Population.Axis> declared) {
        List<String> known = declared.stream().map(Population.Axis::code).toList();
        var divided = new ArrayList<>(known.stream().filter(axis::contains).toList());
        int single = divided.size();
        for (int one = 0; crossed != null && one < single; one++) {
            for (int other = one + 1; other < single; other++) {
                divided.add(divided.get(one) + "*" + divided.get(other));
            }
        }
        return new AnalysisRequest(
                List.of(),
                divided,
                List.of(UnsurePolicy.values()),
                AnalysisRequest.Cut.NONE,
                AnalysisRequest.Method.ofEveryMetric(
                        Integer.parseInt(permutations), Integer.parseInt(bootstrap), Integer.parseInt(seed)));
    }
}
