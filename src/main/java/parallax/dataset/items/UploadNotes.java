package parallax.dataset.items;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/// Notes on a file as JSON in the database.
final class UploadNotes {
    /// More than anybody reads.
    private static final int MOST = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<String>> SENTENCES = new TypeReference<>() {};

    private UploadNotes() {}

    static List<String> read(String json) {
        try {
            return JSON.readValue(json, SENTENCES);
        } catch (JsonProcessingException notSentences) {
            throw new IllegalStateException("stored notes are not sentences", notSentences);
        }
    }

    static String json(List<String> notes) {
        try {
            return JSON.writeValueAsString(notes.stream().limit(MOST).toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("text to JSON", impossible);
        }
    }
}
