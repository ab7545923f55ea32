package parallax.analytics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Real ratings with reference values, found beside the checkout through PARALLAX_DICES_DIR.
///
/// DICES (c) Google LLC, CC BY 4.0. The reference values come from an independent NumPy program and from
/// other people's programs ("peer"); the groups are deterministic partitions of rater positions, not
/// demographics.
public final class Dices350 {
    public static final AnswerOptions OPTIONS =
            AnswerOptions.of("No", "Unsure", "Yes").withUnsafe("Yes").withUnsure("Unsure");
    private static @Nullable RatingMatrix matrix;
    private static @Nullable JsonNode reference;

    private Dices350() {}

    /// The folder, or a skipped test that says what is missing.
    public static Path folder() {
        String folder = System.getenv("PARALLAX_DICES_DIR");
        assumeTrue(folder != null && Files.isDirectory(Path.of(folder)), "PARALLAX_DICES_DIR names no DICES folder");
        return Path.of(Objects.requireNonNull(folder));
    }

    public static synchronized RatingMatrix matrix() {
        if (matrix == null) {
            RatingMatrixBuilder builder = RatingMatrix.builder(OPTIONS);
            for (int rater = 0; rater < 123; rater++) {
                builder.rater(Integer.toString(rater));
            }
            rows("dices350_ratings.csv").forEach(row -> builder.add(row[0], row[1], row[2]));
            matrix = builder.build();
        }
        return matrix;
    }

    /// One of the reference file's four partitions of the raters.
    public static Axis axis(String name) {
        List<String> header =
                List.of(lines("reference_350_synthetic_groups.csv").getFirst().split(","));
        List<@Nullable String> values = new ArrayList<>();
        rows("reference_350_synthetic_groups.csv").forEach(row -> values.add(row[header.indexOf(name)]));
        return Axis.of(name, values);
    }

    public static List<String> axes() {
        return List.of("synthetic_mod2", "synthetic_mod5", "planted_strictness_tercile", "synthetic_mod2 x planted");
    }

    /// The permutations to replay: the group of rater r in replicate b is the group of rater `[b][r]`.
    public static int[][] permutations() {
        return lines("reference_350_permutations.csv").stream()
                .map(line -> List.of(line.split(",")).stream()
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toArray(int[][]::new);
    }

    /// Reference entries of a metric.
    public static synchronized List<JsonNode> reference(String metric) {
        if (reference == null) {
            try {
                reference = new ObjectMapper()
                        .readTree(folder().resolve("reference_350.json").toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        List<JsonNode> entries = new ArrayList<>();
        reference.get("values").forEach(entry -> {
            if (entry.get("metric").asText().equals(metric)) {
                entries.add(entry);
            }
        });
        return entries;
    }

    /// The policy that a reference entry was computed under.
    public static UnsurePolicy policy(JsonNode entry) {
        String unsure = entry.get("unsure").asText();
        if (unsure.startsWith("merged")) {
            return UnsurePolicy.MERGE;
        }
        return unsure.startsWith("dropped") ? UnsurePolicy.DROP : UnsurePolicy.CATEGORY;
    }

    /// How near a value must come to an entry: float32 programs are given to seven digits.
    public static double tolerance(JsonNode entry) {
        return entry.get("code").asText().contains("float32") ? 1e-6 : 1e-9;
    }

    /// Each item's expert label, in the order of the matrix.
    public static List<@Nullable Integer> gold() {
        Map<String, Integer> gold = new HashMap<>();
        String text = String.join("\n", lines("dices350_items.csv"));
        Matcher row = Pattern.compile("(?m)^(\\d+),(No|Yes),\\d+,\\d+,\\d+,").matcher(text);
        while (row.find()) {
            gold.put(row.group(1), OPTIONS.indexOf(row.group(2)));
        }
        List<@Nullable Integer> labels = new ArrayList<>();
        matrix().items().forEach(item -> labels.add(gold.get(item)));
        return labels;
    }

    private static List<String[]> rows(String file) {
        return lines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
