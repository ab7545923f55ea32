package parallax.runner.remote;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// How long an endpoint asks to be left alone: whole seconds or a date as HTTP has it, fractions of
/// seconds and `retry-after-ms` as some servers send them.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, Retry-After</a>
final class RetryAfter {
    private RetryAfter() {}

    /// Zero where nothing, or nothing that can be read, is asked.
    static Duration in(HttpHeaders headers, Instant now) {
        String exact = headers.firstValue("retry-after-ms").orElse("").strip();
        if (exact.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Duration.ofMillis((long) Math.ceil(Double.parseDouble(exact)));
        }
        String value = headers.firstValue("Retry-After").orElse("").strip();
        if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000));
        }
        try {
            Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
