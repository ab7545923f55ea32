package parallax.dataset;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;

/// Values as files write them.
public final class Written {
    private static final long MILLISECONDS_FROM = 100_000_000_000L;
    private static final long MICROSECONDS_FROM = 100_000_000_000_000L;
    private static final int MOST_DIGITS = 17;

    private Written() {}

    /// True for an empty field and for the `NaN` that data frames write instead.
    public static boolean isMissing(String field) {
        return field.isEmpty() || field.equals("NaN") || field.equals("nan");
    }

    /// A whole number ≥ 0 of at most 17 digits; data frames may write it with a trailing `.0`.
    public static OptionalLong wholeNumber(String field) {
        String digits = field.endsWith(".0") ? field.substring(0, field.length() - 2) : field;
        boolean whole = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return whole ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    /// A point in time: ISO 8601 with an offset, or a count since 1970, taken for seconds, milliseconds
    /// or microseconds by its size.
    public static Optional<Instant> time(String field) {
        OptionalLong count = wholeNumber(field);
        if (count.isPresent()) {
            return Optional.of(sinceEpoch(count.getAsLong()));
        }
        try {
            return Optional.of(OffsetDateTime.parse(field).toInstant());
        } catch (DateTimeParseException notIso) {
            return Optional.empty();
        }
    }

    private static Instant sinceEpoch(long count) {
        if (count >= MICROSECONDS_FROM) {
            return Instant.ofEpochSecond(count / 1_000_000, count % 1_000_000 * 1_000);
        }
        return count >= MILLISECONDS_FROM ? Instant.ofEpochMilli(count) : Instant.ofEpochSecond(count);
    }
}
