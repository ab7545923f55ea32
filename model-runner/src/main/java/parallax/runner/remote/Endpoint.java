package parallax.runner.remote;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where a served model is, and how it is asked.
///
/// @param base address below which `chat/completions` and `completions` lie, such as
///     `http://127.0.0.1:8000/v1`
/// @param model the endpoint's name for the model
/// @param apiKey sent as bearer token, or null; blanks and line ends around it are dropped
/// @param concurrent the most requests at once
/// @param requestsPerMinute the most requests begun in a minute; 0: no limit
/// @param retries how often a request is sent again after an error that may pass
/// @param firstBackoff pause before the first retry; each further one is twice as long
/// @param silence how long the endpoint may send nothing before the request is given up
public record Endpoint(
        URI base,
        String model,
        @Nullable String apiKey,
        int concurrent,
        int requestsPerMinute,
        int retries,
        Duration firstBackoff,
        Duration silence) {
    public Endpoint {
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("an endpoint's address ends with its path, without ? and #");
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException("an endpoint needs the name of a model");
        }
        if (concurrent < 1 || requestsPerMinute < 0 || retries < 0) {
            throw new IllegalArgumentException("concurrent must be at least 1; rate and retries must not be negative");
        }
        apiKey = BearerKey.usable(apiKey);
    }

    /// 8 requests at once, no rate limit, 4 retries from half a second on, two minutes of silence.
    public static Endpoint of(URI base, String model, @Nullable String apiKey) {
        return new Endpoint(base, model, apiKey, 8, 0, 4, Duration.ofMillis(500), Duration.ofMinutes(2));
    }

    /// The same endpoint with these limits on requests at once and per minute.
    public Endpoint withPace(int atOnce, int inAMinute) {
        return new Endpoint(base, model, apiKey, atOnce, inAMinute, retries, firstBackoff, silence);
    }

    URI address(String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + path);
    }

    @Override
    public String toString() {
        return "Endpoint[" + base + ", " + model + "]";
    }
}
