package parallax.dataset.exports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What wrote an item's reply and to which prompt: all that was recorded when it was written.
///
/// @param fields as the reply's provenance has them, and prompt set, prompt, run and end of the reply
record ReplyOrigin(ObjectNode fields) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Column of a table, and the field that it shows.
    private static final Map<String, String> COLUMNS = columnNames();

    private static Map<String, String> columnNames() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("reply_model", "model");
        names.put("reply_model_digest", "modelDigest");
        names.put("reply_adapter_digest", "adapterDigest");
        names.put("reply_precision", "precision");
        names.put("reply_template_digest", "templateDigest");
        names.put("reply_sampler", "sampler");
        names.put("reply_seed", "seed");
        names.put("reply_prompt_set", "promptSet");
        names.put("reply_prompt", "promptCode");
        names.put("reply_sample", "sample");
        names.put("reply_run", "run");
        names.put("reply_provider", "provider");
        names.put("reply_device", "device");
        names.put("reply_runtime", "runtime");
        names.put("reply_finish", "finishReason");
        return names;
    }

    /// Of every item whose reply was written here, by the item's id; of two replies, the first.
    static Map<Long, ReplyOrigin> ofStudy(Connection connection, long studyId) throws SQLException {
        return of("generation_id", connection, studyId);
    }

    /// The same of the second of two replies.
    static Map<Long, ReplyOrigin> ofAlternatives(Connection connection, long studyId) throws SQLException {
        return of("alternative_generation_id", connection, studyId);
    }

    private static Map<Long, ReplyOrigin> of(String reply, Connection connection, long studyId) throws SQLException {
        Map<Long, ReplyOrigin> origins = new LinkedHashMap<>();
        StudyExtract.each(connection, studyId, """
                select i.id, g.provenance::text as provenance, g.run_id, s.title, p.code, g.finish_reason
                from item i join generation g on g.id = i.%s
                join prompt p on p.id = g.prompt_id join prompt_set s on s.id = p.prompt_set_id
                where i.study_id = :study order by i.position""".formatted(reply), row -> {
            ObjectNode fields = read(row.getString("provenance"));
            fields.put("promptSet", row.getString("title"));
            fields.put("promptCode", row.getString("code"));
            fields.put("run", row.getLong("run_id"));
            fields.put("finishReason", row.getString("finish_reason"));
            origins.put(row.getLong("id"), new ReplyOrigin(fields));
        });
        return origins;
    }

    private static ObjectNode read(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored provenance cannot be read", broken);
        }
    }

    /// As columns of a table; what is not known of a reply is not there.
    Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        COLUMNS.forEach((column, field) -> {
            JsonNode value = fields.path(field);
            if (!value.isMissingNode() && !value.isNull()) {
                columns.put(column, value.isValueNode() ? value.asText() : value.toString());
            }
        });
        return columns;
    }
}
