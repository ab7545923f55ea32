package parallax.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Simulated ratings and their values by `src/test/python/independent_metrics.py`, which shares nothing
/// with this code.
public final class IndependentFixture {
    public static final RatingMatrix MATRIX;
    public static final Axis AXIS;
    public static final JsonNode VALUES;

    static {
        try {
            RatingMatrixBuilder builder = RatingMatrix.builder(WorkedExample.OPTIONS);
            Map<String, String> groupOf = new HashMap<>();
            for (String line : lines("simulated_ratings.csv")) {
                String[] cells = line.split(",");
                builder.add(cells[0], cells[1], cells[3]);
                groupOf.put(cells[1], cells[2]);
            }
            MATRIX = builder.build();
            List<@Nullable String> groups = new ArrayList<>();
            MATRIX.raters().forEach(rater -> groups.add(groupOf.get(rater)));
            AXIS = Axis.of("group", groups);
            VALUES = new ObjectMapper().readTree(String.join("\n", all("independent_metrics.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IndependentFixture() {}

    private static List<String> lines(String name) throws IOException {
        return all(name).subList(1, all(name).size());
    }

    private static List<String> all(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(IndependentFixture.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
