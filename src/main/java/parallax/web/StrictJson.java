package parallax.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Collectors;

/// JSON that changes something, from a program or a file. A name that nobody knows is a mistake: left out, it
/// would change what is asked for.
public final class StrictJson {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private StrictJson() {}

    /// @param what it is, with its article: “An invitation”
    /// @throws IllegalArgumentException saying what is wrong with the text
    public static <T> T read(String json, Class<T> type, String what) {
        try {
            T read = STRICT.readValue(json.isBlank() ? "{}" : json, type);
            if (read == null) {
                throw new IllegalArgumentException("The body is empty.");
            }
            return read;
        } catch (UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    what + " has no “" + unknown.getPropertyName() + "”; it has " + known + ".", unknown);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("The body cannot be read: " + broken.getOriginalMessage(), broken);
        }
    }
}
