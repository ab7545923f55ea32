package parallax.dataset.exports;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parallax.dataset.exports.ExportedJudgment.Course;
import parallax.dataset.exports.StudyExtract.Rater;

/// What the columns of a layout that others fixed cannot say, as lines of JSON: the versions of the rubric and of
/// the statement that raters agreed to, what wrote each reply, and of each row of a DICES layout, or each
/// judgment of another, who judged it as which of theirs.
final class ProvenanceExport implements JudgmentStream.Sink {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StudyExtract study;
    private final Map<Long, ExportedItem> items;
    private final Writer out;
    private long rows;

    ProvenanceExport(StudyExtract study, Map<Long, ExportedItem> items, OutputStream out) {
        this.study = study;
        this.items = items;
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    }

    void versions(Connection connection, long studyId) throws SQLException, IOException {
        List<ObjectNode> lines = new ArrayList<>();
        StudyExtract.each(
                connection,
                studyId,
                "select version, title from rubric where study_id = :study order by version",
                row -> lines.add(line("rubric").put("version", row.getInt(1)).put("title", row.getString(2))));
        StudyExtract.each(
                connection,
                studyId,
                "select version, encode(sha256(convert_to(statement, 'UTF8')), 'hex') from consent_version"
                        + " where study_id = :study order by version",
                row -> lines.add(line("consent")
                        .put("version", row.getInt(1))
                        .put("statementDigest", "sha256:" + row.getString(2))));
        for (ObjectNode line : lines) {
            write(line);
        }
    }

    void items(Connection connection, long studyId) throws SQLException, IOException {
        Map<Long, ReplyOrigin> origins = ReplyOrigin.ofStudy(connection, studyId);
        Map<Long, ReplyOrigin> alternatives = ReplyOrigin.ofAlternatives(connection, studyId);
        for (Map.Entry<Long, ExportedItem> item : items.entrySet()) {
            ObjectNode line = line("item").put("item", item.getValue().code());
            ReplyOrigin origin = origins.get(item.getKey());
            line.put("source", origin == null ? "file" : "generated");
            if (origin != null) {
                line.setAll(origin.fields());
            }
            ReplyOrigin alternative = alternatives.get(item.getKey());
            if (alternative != null) {
                line.set("alternative", alternative.fields());
            }
            write(line);
        }
    }

    @Override
    public void take(ExportedJudgment judgment) throws IOException {
        rows++;
        ObjectNode line = line("judgment").put("row", rows);
        line.put("item", judgment.itemOf(items).code());
        Long participation = judgment.place().participation();
        Rater rater = participation == null ? null : study.raters().get(participation);
        if (rater != null) {
            line.put("rater", rater.pseudonym());
        }
        line.put("occasion", judgment.place().occasion());
        line.put("revision", judgment.place().revision());
        if (!judgment.submitted().isEmpty()) {
            line.put("submittedAt", judgment.submitted());
        }
        Course course = judgment.course();
        put(line, "judgingOrder", course.order());
        put(line, "consentVersion", course.consent());
        put(line, "rubricVersion", course.rubric());
        write(line);
    }

    void flush() throws IOException {
        out.flush();
    }

    private static void put(ObjectNode line, String name, String number) {
        if (!number.isEmpty()) {
            line.put(name, Long.parseLong(number));
        }
    }

    private static ObjectNode line(String about) {
        return JSON.createObjectNode().put("about", about);
    }

    private void write(ObjectNode line) throws IOException {
        out.write(JSON.writeValueAsString(line));
        out.write('\n');
    }
}
