package parallax.report;

import jakarta.ws.rs.FormParam;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisRequest;
import parallax.analysis.AnalysisScope;
import parallax.analytics.UnsurePolicy;
import parallax.web.FormText;
import parallax.web.WholeNumber;

/// The form that asks for an analysis: what was typed into it, or what it begins with.
///
/// @param axis codes of the axes that were ticked
/// @param crossed whether every two of them are intersected too; null if not
/// @param topic those that were ticked; none for all items
/// @param exclude the name of an exclusion; empty for none
/// @param model names of those that were ticked; none for all items
public record AnalysisForm(
        @FormParam("axis") List<String> axis,
        @FormParam("crossed") @Nullable String crossed,
        @FormParam("topic") List<String> topic,
        @FormParam("model") List<String> model,

        @FormParam("permutations")
        @WholeNumber(of = "“Permutations”", least = 0, most = AnalysisRequest.MOST_REPLICATES)
        String permutations,

        @FormParam("bootstrap")
        @WholeNumber(of = "“Bootstrap replicates”", least = 0, most = AnalysisRequest.MOST_REPLICATES)
        String bootstrap,

        @FormParam("seed") @WholeNumber(of = "“Seed”", least = 0, most = 999_999_999)
        String seed,

        @FormParam("exclude") String exclude) {
    public AnalysisForm {
        exclude = FormText.of(exclude);
        axis = FormText.all(axis);
        topic = FormText.all(topic);
        model = FormText.all(model);
        permutations = FormText.of(permutations);
        bootstrap = FormText.of(bootstrap);
        seed = FormText.of(seed);
    }

    static AnalysisForm beginning(AnalysisScope scope) {
        return new AnalysisForm(scope.axes(), null, List.of(), List.of(), "1000", "0", "1", "");
    }

    /// The ways to group raters: the axes that were ticked and, where that was asked, every two of them together.
    List<String> divided() {
        var divided = new ArrayList<>(axis);
        for (int one = 0; crossed != null && one < axis.size(); one++) {
            for (int other = one + 1; other < axis.size(); other++) {
                divided.add(axis.get(one) + "*" + axis.get(other));
            }
        }
        return divided;
    }

    AnalysisRequest.Cut cut() {
        return AnalysisRequest.Cut.to(topic, model);
    }

    /// Of a form without faults.
    AnalysisRequest request(AnalysisScope scope) {
        return new AnalysisRequest(
                List.of(),
                divided(),
                List.of(UnsurePolicy.values()),
                cut().without(scope.exclusion(exclude).orElse(null)),
                AnalysisRequest.Method.ofEveryMetric(
                        Integer.parseInt(permutations), Integer.parseInt(bootstrap), Integer.parseInt(seed)));
    }
}
