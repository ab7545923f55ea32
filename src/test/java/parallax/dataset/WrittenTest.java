package parallax.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WrittenTest {
    private static final Instant MOMENT = Instant.parse("2022-08-08T23:06:40Z");

    @Test
    void a_count_since_1970_is_taken_for_seconds_milliseconds_or_microseconds_by_its_size() {
        assertEquals(Optional.of(MOMENT), Written.time("1660000000"));
        assertEquals(Optional.of(MOMENT.plusMillis(7)), Written.time("1660000000007"));
        assertEquals(Optional.of(MOMENT.plusNanos(7_000)), Written.time("1660000000000007"));
    }

    @Test
    void a_time_with_an_offset_is_that_instant() {
        assertEquals(Optional.of(MOMENT), Written.time("2022-08-09T01:06:40+02:00"));
    }

    @Test
    void anything_else_is_no_time() {
        assertEquals(Optional.empty(), Written.time("yesterday"));
        assertEquals(Optional.empty(), Written.time("2022-08-09T01:06:40"));
        assertEquals(Optional.empty(), Written.time("-5"));
        assertEquals(Optional.empty(), Written.time(""));
    }

    @Test
    void a_whole_number_may_carry_the_fraction_that_data_frames_add() {
        assertEquals(OptionalLong.of(120), Written.wholeNumber("120.0"));
        assertEquals(OptionalLong.empty(), Written.wholeNumber("120.5"));
        assertEquals(OptionalLong.empty(), Written.wholeNumber("1e3"));
        assertEquals(OptionalLong.empty(), Written.wholeNumber("123456789012345678"));
    }
}
