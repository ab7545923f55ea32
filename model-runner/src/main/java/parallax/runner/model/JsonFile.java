package parallax.runner.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the small JSON files of a model folder.
final class JsonFile {
    private static final long MAX_BYTES = 32L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonFile() {}

    /// The file's object; an empty object where the file is missing.
    static JsonNode readIfPresent(Path file) {
        if (!Files.isRegularFile(file)) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ModelFolderException(file.getFileName() + " has " + Files.size(file)
                        + " bytes; a configuration file has at most " + MAX_BYTES);
            }
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            if (node == null || !node.isObject()) {
                throw new ModelFolderException(file.getFileName() + " does not contain a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new ModelFolderException(file.getFileName() + " is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ModelFolderException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
