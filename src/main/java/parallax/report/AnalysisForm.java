package parallax.report;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parallax.analysis.AnalysisRequest;
import parallax.analytics.UnsurePolicy;
import parallax.study.Population;

/// The form that asks for an analysis: what was typed into it, or what it begins with.
///
/// @param axes codes of the axes that were ticked
/// @param crossed whether every two of them are intersected too
public record AnalysisForm(List<String> axes, boolean crossed, String permutations, String bootstrap, String seed) {
    public AnalysisForm {
        axes = List.copyOf(axes);
    }

    static AnalysisForm beginning(List<Population.Axis> axes) {
        return new AnalysisForm(axes.stream().map(Population.Axis::code).toList(), false, "1000", "0", "1");
    }

    static AnalysisForm of(MultivaluedMap<String, String> form) {
        return new AnalysisForm(
                form.getOrDefault("axis", List.of()),
                form.containsKey("crossed"),
                text(form, "permutations"),
                text(form, "bootstrap"),
                text(form, "seed"));
    }

    /// @throws IllegalArgumentException naming the field and the rule
    AnalysisRequest request(List<Population.Axis> declared) {
        List<String> known = declared.stream().map(Population.Axis::code).toList();
        var divided = new ArrayList<>(known.stream().filter(axes::contains).toList());
        int single = divided.size();
        for (int one = 0; crossed && one < single; one++) {
            for (int other = one + 1; other < single; other++) {
                divided.add(divided.get(one) + "*" + divided.get(other));
            }
        }
        return new AnalysisRequest(
                List.of(),
                divided,
                List.of(UnsurePolicy.values()),
                AnalysisRequest.Cut.NONE,
                new AnalysisRequest.Method(
                        Set.of(),
                        whole("Permutations", permutations),
                        whole("Bootstrap replicates", bootstrap),
                        whole("Seed", seed),
                        false));
    }

    private static int whole(String label, String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("“" + label + "” needs a whole number from 0 on.");
        }
        return Integer.parseInt(text);
    }

    private static String text(MultivaluedMap<String, String> form, String field) {
        String typed = form.getFirst(field);
        return typed == null ? "" : typed.strip();
    }
}
