package parallax.analytics.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// What a run printed and how it ended.
record AnalyzeOutcome(int status, String out, String err) {
    JsonNode json() {
        assertEquals(0, status, err);
        try {
            return new ObjectMapper().readTree(out);
        } catch (IOException e) {
            throw new AssertionError(out, e);
        }
    }

    JsonNode estimate(String metric, @Nullable String level, @Nullable String group, @Nullable String against) {
        for (JsonNode row : json().get("estimates")) {
            if (row.get("metric").asText().equals(metric)
                    && same(row.get("level"), level)
                    && same(row.get("group"), group)
                    && same(row.get("against"), against)) {
                return row;
            }
        }
        throw new AssertionError("no " + metric + " " + level + " of " + group + " against " + against);
    }

    double value(String metric, @Nullable String level, @Nullable String group, @Nullable String against) {
        return estimate(metric, level, group, against).get("value").asDouble();
    }

    private static boolean same(JsonNode actual, @Nullable String expected) {
        return expected == null ? actual.isNull() : actual.asText().equals(expected);
    }

    /// Thirty items that forty raters of two groups judged by chance.
    static String simulatedRatings() {
        StringBuilder rows = new StringBuilder("item id,who,age,rating\n");
        Random random = new Random(3);
        for (int item = 0; item < 30; item++) {
            for (int rater = 0; rater < 40; rater++) {
                String answer = List.of("No", "Unsure", "Yes").get(random.nextInt(3));
                rows.append("i" + item + ",r" + rater + "," + (rater % 3 == 0 ? "old" : "young") + "," + answer + "\n");
            }
        }
        return rows.toString();
    }
}
