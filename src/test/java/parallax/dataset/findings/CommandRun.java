package parallax.dataset.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run of the command printed and how it ended, and the ratings that most tests run it on.
record CommandRun(int status, String out, String err) {
    static final String LONG = """
            item id,who,age,town,rating,expert
            i1,r1,old,A,Yes,Yes
            i1,r2,old,B,Yes,Yes
            i1,r3,young,A,No,Yes
            i1,r4,young,"B, the other",Yes,Yes
            i2,r1,old,A,No,No
            i2,r2,old,B,No,No
            i2,r3,young,A,No,No
            i2,r4,young,"B, the other",No,No
            i3,r1,old,A,Unsure,
            i3,r2,old,B,No,
            i3,r3,young,A,Yes,
            i3,r4,young,"B, the other",Yes,
            """;
    static final List<String> COMMON =
            List.of("--item", "item id", "--options", "No,Unsure,Yes", "--unsafe", "Yes", "--unsure-option", "Unsure");
    static final List<String> RATED = List.of("--rater", "who", "--answer", "rating");

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

    static CommandRun of(Path folder, String text, List<String> columns, String... more) throws IOException {
        return run(Files.writeString(folder.resolve("ratings.csv"), text), COMMON, columns, more);
    }

    static CommandRun run(Path file, List<String> common, List<String> columns, String... more) {
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(common);
        arguments.addAll(columns);
        arguments.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = AnalyzeCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
