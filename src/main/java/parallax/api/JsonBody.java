package parallax.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.BadRequestException;
import java.util.stream.Collectors;

/// The body of a request that changes something. A name that nobody knows is a mistake: left out, it
/// would change what is asked for.
final class JsonBody {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private JsonBody() {}

    /// @param what it is, with its article: “An invitation”
    /// @throws BadRequestException saying what is wrong with the text
    static <T> T read(String json, Class<T> type, String what) {
        try {
            T read = STRICT.readValue(json.isBlank() ? "{}" : json, type);
            if (read == null) {
                throw new BadRequestException("The body is empty.");
            }
            return read;
        } catch (UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw new BadRequestException(
                    what + " has no “" + unknown.getPropertyName() + "”; it has " + known + ".", unknown);
        } catch (JsonProcessingException broken) {
            throw new BadRequestException("The body cannot be read: " + broken.getOriginalMessage(), broken);
        }
    }
}
