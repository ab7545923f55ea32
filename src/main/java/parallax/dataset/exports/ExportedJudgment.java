package parallax.dataset.exports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Attributes;
import parallax.dataset.Written;

/// A judgment as it leaves.
///
/// @param file what an imported file said of it
/// @param course when in the rater's work it came, and under which versions
/// @param answers in the rubric's order
record ExportedJudgment(long id, Place place, Timing timing, FromFile file, Course course, List<Answer> answers) {

    static final String COLUMNS = "j.id, j.item_id, j.participation_id, j.occasion, j.revision, j.surplus,"
            + " j.submitted_at, j.active_ms, j.attributes::text as attributes, n.nth, c.version as consent_version";

    /// The names of [Course] as columns of a table, in its order.
    static final List<String> COURSE = List.of("judging_order", "consent_version", "rubric_version");

    /// Which judgment of the study it is.
    ///
    /// @param participation null where the rater is unknown
    record Place(long itemId, @Nullable Long participation, int occasion, int revision, boolean surplus) {}

    /// When it was submitted, and how long the rater was active on it, where that is known.
    record Timing(Instant submittedAt, @Nullable Long activeMs) {}

    /// How a judgment that was made here came about; all empty for one from a file, which has what the file said.
    ///
    /// @param order which of the rater's judgments it was, from 1
    /// @param consent the version of the statement that the rater agreed to
    /// @param rubric the version of the rubric that was answered
    record Course(String order, String consent, String rubric) {
        static final Course UNKNOWN = new Course("", "", "");
    }

    /// @param imported whether it came from a file
    /// @param attributes what the file said, column by column; empty for a judgment made here
    record FromFile(boolean imported, Map<String, String> attributes) {}

    /// @param option empty where the question was not asked, and where it was answered in words
    /// @param words the rater's own; empty where it was answered with an option
    /// @param activeMs how long the rater was active before they gave it, where that is known
    record Answer(
            long questionId,
            String question,
            String option,
            String words,
            String source,
            @Nullable Long activeMs) {}

    static ExportedJudgment read(ResultSet row, ExportRequest.Times times, int rubric, List<Answer> answers)
            throws SQLException {
        String attributes = row.getString("attributes");
        Instant submitted = row.getObject("submitted_at", OffsetDateTime.class).toInstant();
        boolean rounded = attributes == null && times == ExportRequest.Times.MINUTES;
        return new ExportedJudgment(
                row.getLong("id"),
                new Place(
                        row.getLong("item_id"),
                        row.getObject("participation_id", Long.class),
                        row.getInt("occasion"),
                        row.getInt("revision"),
                        row.getBoolean("surplus")),
                new Timing(
                        rounded ? submitted.truncatedTo(ChronoUnit.MINUTES) : submitted,
                        row.getObject("active_ms", Long.class)),
                new FromFile(attributes != null, Attributes.of(attributes)),
                attributes == null ? course(row, rubric) : Course.UNKNOWN,
                answers);
    }

    private static Course course(ResultSet row, int rubric) throws SQLException {
        String nth = row.getString("nth");
        String consent = row.getString("consent_version");
        return new Course(
                nth == null ? "" : nth, consent == null ? "" : consent, rubric == 0 ? "" : Integer.toString(rubric));
    }

    /// @throws IllegalStateException if it is none of these
    ExportedItem itemOf(Map<Long, ExportedItem> items) {
        ExportedItem item = items.get(place.itemId());
        if (item == null) {
            throw new IllegalStateException("judgment " + id + " belongs to an item of another study");
        }
        return item;
    }

    /// What the file said in a column; empty where it said nothing.
    String written(String column) {
        return file.attributes().getOrDefault(column, "");
    }

    /// What the file said in a column, or for a judgment made here how it came about.
    String kept(String column) {
        return file.imported()
                ? written(column)
                : switch (COURSE.indexOf(column)) {
                    case 0 -> course.order();
                    case 1 -> course.consent();
                    case 2 -> course.rubric();
                    default -> "";
                };
    }

    /// When it was submitted, as the file wrote it; empty where the file did not say.
    String submitted() {
        String written = file.attributes().get("submitted_at");
        if (written != null) {
            return written;
        }
        boolean said =
                !file.imported() || Written.time(written("answer_timestamp")).isPresent();
        return said ? timing.submittedAt().toString() : "";
    }

    /// The same as a count of seconds since 1970.
    String submittedSeconds() {
        String written = file.attributes().get("answer_timestamp");
        if (written != null) {
            return written;
        }
        return submitted().isEmpty() ? "" : Long.toString(timing.submittedAt().getEpochSecond());
    }

    /// How long the rater was active on it, in milliseconds; empty where nobody said.
    String active() {
        for (String column : List.of("active_ms", "answer_time_ms")) {
            String written = file.attributes().get(column);
            if (written != null) {
                return written;
            }
        }
        Long activeMs = timing.activeMs();
        return activeMs == null ? "" : activeMs.toString();
    }
}
