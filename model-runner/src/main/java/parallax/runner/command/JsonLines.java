package parallax.runner.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Files with one JSON object per line.
final class JsonLines {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private JsonLines() {}

    /// The lines of a file, read, in order; empty lines are skipped, and `-` is standard input. A
    /// mistake anywhere is reported with its line before anything is done.
    ///
    /// @param what what the file should contain, for messages
    /// @param reading turns a line, and the words that name its place, into a value
    static <T> List<T> read(String file, String what, BiFunction<JsonNode, String, T> reading) {
        try (BufferedReader lines = file.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file))) {
            List<T> read = new ArrayList<>();
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                if (!text.isBlank()) {
                    String place = file + " line " + number;
                    read.add(reading.apply(node(text, place), place));
                }
            }
            if (read.isEmpty()) {
                throw new IllegalArgumentException(file + " contains no " + what);
            }
            return read;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("the " + what + " file " + file + " does not exist", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }

    private static JsonNode node(String line, String place) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(place + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static ObjectNode line() {
        return JSON.createObjectNode();
    }

    /// A value as JSON, with names in snake case.
    static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /// Writes a whole line.
    static void write(PrintStream out, ObjectNode line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        Commands.requireWritten(out);
    }
}
