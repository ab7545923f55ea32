package parallax.dataset.exports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Attributes;
import parallax.dataset.Written;

/// A judgment as it leaves.
///
/// @param participation null where the rater is unknown
/// @param attributes what an imported file said of it, column by column; empty for a judgment made here
/// @param answers in the rubric's order
record ExportedJudgment(
        long id,
        long itemId,
        @Nullable Long participation,
        int occasion,
        int revision,
        boolean surplus,
        Instant submittedAt,
        @Nullable Long activeMs,
        boolean imported,
        Map<String, String> attributes,
        List<Answer> answers) {

    static final String COLUMNS = "j.id, j.item_id, j.participation_id, j.occasion, j.revision, j.surplus,"
            + " j.submitted_at, j.active_ms, j.attributes::text as attributes";

    /// @param option empty where the question was not asked
    record Answer(long questionId, String question, String option, String source) {}

    static ExportedJudgment read(ResultSet row, List<Answer> answers) throws SQLException {
        String attributes = row.getString("attributes");
        return new ExportedJudgment(
                row.getLong("id"),
                row.getLong("item_id"),
                row.getObject("participation_id", Long.class),
                row.getInt("occasion"),
                row.getInt("revision"),
                row.getBoolean("surplus"),
                row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
                row.getObject("active_ms", Long.class),
                attributes != null,
                Attributes.of(attributes),
                answers);
    }

    /// When it was submitted, as the file wrote it; empty where the file did not say.
    String submitted() {
        String written = attributes.get("submitted_at");
        if (written != null) {
            return written;
        }
        boolean said = !imported
                || Written.time(attributes.getOrDefault("answer_timestamp", "")).isPresent();
        return said ? submittedAt.toString() : "";
    }

    /// The same as a count of seconds since 1970.
    String submittedSeconds() {
        String written = attributes.get("answer_timestamp");
        if (written != null) {
            return written;
        }
        return submitted().isEmpty() ? "" : Long.toString(submittedAt.getEpochSecond());
    }

    /// How long the rater was active on it, in milliseconds; empty where nobody said.
    String active() {
        for (String column : List.of("active_ms", "answer_time_ms")) {
            String written = attributes.get(column);
            if (written != null) {
                return written;
            }
        }
        return activeMs == null ? "" : activeMs.toString();
    }
}
