package parallax.dataset.findings;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import parallax.analytics.UnsurePolicy;

/// The reference values of DICES-350, found beside the checkout through PARALLAX_DICES_DIR.
///
/// DICES (c) Google LLC, CC BY 4.0. The values come from an independent NumPy program and from other
/// people's programs; the groups are deterministic partitions of rater positions, not demographics.
final class DicesReference {
    private DicesReference() {}

    /// The folder, or a skipped test that says what is missing.
    static Path folder() {
        String folder = System.getenv("PARALLAX_DICES_DIR");
        assumeTrue(folder != null && Files.isDirectory(Path.of(folder)), "PARALLAX_DICES_DIR names no DICES folder");
        return Path.of(Objects.requireNonNull(folder));
    }

    static List<String> axes() {
        return List.of("synthetic_mod2", "synthetic_mod5", "planted_strictness_tercile", "synthetic_mod2 x planted");
    }

    /// The entries of a metric, by its name in the reference file.
    static List<JsonNode> of(String metric) {
        JsonNode reference;
        try {
            reference = new ObjectMapper()
                    .readTree(folder().resolve("reference_350.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StreamSupport.stream(reference.get("values").spliterator(), false)
                .filter(entry -> entry.get("metric").asText().equals(metric))
                .toList();
    }

    /// The policy that an entry was computed under.
    static UnsurePolicy policy(JsonNode entry) {
        String unsure = entry.get("unsure").asText();
        if (unsure.startsWith("merged")) {
            return UnsurePolicy.MERGE;
        }
        return unsure.startsWith("dropped") ? UnsurePolicy.DROP : UnsurePolicy.CATEGORY;
    }

    /// How near a value must come to an entry: float32 programs are given to seven digits.
    static double tolerance(JsonNode entry) {
        return entry.get("code").asText().contains("float32") ? 1e-6 : 1e-9;
    }
}
