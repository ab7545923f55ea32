package parallax.design;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import parallax.design.plan.RatersDraft;

/// Whom a study asks, in the fields of its form. Each part knows how its fields' names begin.
///
/// @param raters the sum of the strata's targets, in words
public record RatersFields(
        List<AxisFields> axes, List<StratumFields> strata, String kind, Amounts amounts, String raters) {

    /// @param touched whether the last step was about it
    public record AxisFields(String at, int number, String code, String prompt, Answers answers, boolean touched) {
        public String name(String field) {
            return at + "." + field;
        }

        public String cross() {
            return "x" + (number - 1);
        }

        public String heading() {
            return code.isEmpty() ? "Axis " + number : "Axis " + number + ": " + code;
        }
    }

    /// @param choices one a line
    public record Answers(String choices, boolean multiple, boolean ownWords, String otherwise) {}

    /// @param who in words
    public record StratumFields(
            String at, int number, String label, String who, Wanted wanted, List<Belonging> groups, boolean touched) {
        public String name(String field) {
            return at + "." + field;
        }

        public boolean undisclosed() {
            return wanted.undisclosed();
        }
    }

    /// @param replication empty for as often as everywhere
    public record Wanted(String target, String replication, boolean undisclosed) {}

    /// An axis's groups, and which of them belong to a stratum.
    public record Belonging(String name, String axis, List<Label> labels) {}

    public record Label(String text, boolean chosen) {}

    public record Amounts(String itemsPerRater, String replication, String leaseMinutes) {}

    static RatersFields of(RatersDraft draft) {
        JsonNode tree = draft.fields();
        String touched = draft.touched();
        List<JsonNode> axes = parts(tree, "axes");
        List<JsonNode> strata = parts(tree, "strata");
        return new RatersFields(
                IntStream.range(0, axes.size())
                        .mapToObj(i -> axis(i, axes.get(i), touched))
                        .toList(),
                IntStream.range(0, strata.size())
                        .mapToObj(i -> stratum(i, strata.get(i), axes, touched))
                        .toList(),
                text(tree, "kind"),
                new Amounts(text(tree, "itemsPerRater"), text(tree, "replication"), text(tree, "leaseMinutes")),
                sum(strata));
    }

    private static String sum(List<JsonNode> strata) {
        long sum = strata.stream()
                .map(s -> text(s, "target"))
                .filter(target -> target.matches("\\d{1,9}"))
                .mapToLong(Long::parseLong)
                .sum();
        return String.format(Locale.ROOT, "%,d", sum);
    }

    private static AxisFields axis(int i, JsonNode axis, String touched) {
        String at = "axes." + i;
        var answers = new Answers(
                text(axis, "choices"),
                RatersDraft.isTicked(axis, "multiple"),
                RatersDraft.isTicked(axis, "ownWords"),
                text(axis, "otherwise"));
        return new AxisFields(at, i + 1, text(axis, "code"), text(axis, "prompt"), answers, touched.equals(at));
    }

    private static StratumFields stratum(int i, JsonNode stratum, List<JsonNode> axes, String touched) {
        String at = "strata." + i;
        var belonging = new ArrayList<Belonging>();
        var who = new ArrayList<String>();
        for (int a = 0; a < axes.size(); a++) {
            String code = text(axes.get(a), "code");
            List<String> own = new ArrayList<>();
            stratum.path("groups").path(code).forEach(label -> own.add(label.asText()));
            List<Label> labels = RatersDraft.groups(axes.get(a)).stream()
                    .map(group -> new Label(group, own.contains(group)))
                    .toList();
            belonging.add(new Belonging(at + ".groups.x" + a, code, labels));
            if (!own.isEmpty()) {
                who.add(code + ": " + String.join(" or ", own));
            }
        }
        boolean undisclosed = RatersDraft.isTicked(stratum, "undisclosed");
        return new StratumFields(
                at,
                i + 1,
                text(stratum, "label"),
                undisclosed ? "declined to say" : who.isEmpty() ? "everybody" : String.join("; ", who),
                new Wanted(text(stratum, "target"), text(stratum, "replication"), undisclosed),
                belonging,
                touched.equals(at));
    }

    private static List<JsonNode> parts(JsonNode tree, String name) {
        var parts = new ArrayList<JsonNode>();
        tree.path(name).forEach(parts::add);
        return parts;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }
}
