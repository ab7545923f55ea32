package parallax.api;

import jakarta.ws.rs.BadRequestException;
import parallax.web.StrictJson;

/// The body of a request that changes something.
final class JsonBody {
    private JsonBody() {}

    /// @param what it is, with its article: “An invitation”
    /// @throws BadRequestException saying what is wrong with the text
    static <T> T read(String json, Class<T> type, String what) {
        try {
            return StrictJson.read(json, type, what);
        } catch (IllegalArgumentException wrong) {
            throw new BadRequestException(wrong.getMessage(), wrong);
        }
    }
}
