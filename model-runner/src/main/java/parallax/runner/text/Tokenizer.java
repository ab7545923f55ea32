package parallax.runner.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import parallax.runner.model.ModelFolderException;

/// Text to token ids and back, by the model's own tokenizer.json. Thread-safe.
///
/// The native library stays offline and silent: nothing is downloaded, nothing is reported.
public final class Tokenizer implements AutoCloseable {
    private static final Map<String, String> OFFLINE =
            Map.of("ai.djl.offline", "true", "OPT_OUT_TRACKING", "true", "RUST_FLAVOR", "cpu");
    private static final Map<String, String> PLAIN = Map.of("truncation", "false", "padding", "false");

    private static final JsonFactory JSON = new JsonFactory();
    private static final long MAX_BYTES = 64L << 20;

    private final HuggingFaceTokenizer tokenizer;
    private final Map<String, Integer> addedTokens;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private Tokenizer(HuggingFaceTokenizer tokenizer, Map<String, Integer> addedTokens) {
        this.tokenizer = tokenizer;
        this.addedTokens = Map.copyOf(addedTokens);
    }

    public static Tokenizer open(Path tokenizerFile) {
        OFFLINE.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        try {
            if (Files.size(tokenizerFile) > MAX_BYTES) {
                throw new ModelFolderException(tokenizerFile + " has " + Files.size(tokenizerFile)
                        + " bytes; a tokenizer has at most " + MAX_BYTES);
            }
            Map<String, Integer> added = addedTokens(tokenizerFile);
            return new Tokenizer(HuggingFaceTokenizer.newInstance(tokenizerFile, PLAIN), added);
        } catch (ModelFolderException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ModelFolderException(
                    tokenizerFile + " is not a tokenizer that this runner can read: " + e.getMessage(), e);
        }
    }

    /// Reads the whole file, because the native library ends the process on some texts that are not JSON.
    private static Map<String, Integer> addedTokens(Path file) throws IOException {
        Map<String, Integer> added = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 2 && token == JsonToken.START_ARRAY && "added_tokens".equals(parser.currentName())) {
                    readAdded(parser, added);
                    depth--;
                }
            }
        } catch (JsonProcessingException e) {
            throw new ModelFolderException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
        return added;
    }

    private static void readAdded(JsonParser parser, Map<String, Integer> added) throws IOException {
        String content = "";
        int id = -1;
        while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
            switch (parser.currentToken()) {
                case FIELD_NAME -> {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (name.equals("content") && value == JsonToken.VALUE_STRING) {
                        content = parser.getText();
                    } else if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
                        id = (int) parser.getLongValue();
                    } else {
                        parser.skipChildren();
                    }
                }
                case END_OBJECT -> {
                    if (!content.isEmpty() && id >= 0) {
                        added.put(content, id);
                    }
                    content = "";
                    id = -1;
                }
                case START_OBJECT -> {}
                default -> parser.skipChildren();
            }
        }
    }

    /// Tokens that stand for themselves wherever their text occurs, such as `<|end|>`, with their ids.
    public Map<String, Integer> addedTokens() {
        return addedTokens;
    }

    /// Ids of a text that already holds its special tokens, as a rendered chat template does.
    public int[] encode(String text) {
        boolean addSpecialTokens = false;
        return ids(text, addSpecialTokens);
    }

    /// Ids of a plain text, with the special tokens that the tokenizer puts around any text.
    public int[] encodeWithSpecialTokens(String text) {
        boolean addSpecialTokens = true;
        return ids(text, addSpecialTokens);
    }

    private int[] ids(String text, boolean addSpecialTokens) {
        long[] ids = used(() -> tokenizer.encode(text, addSpecialTokens, false).getIds());
        return IntStream.range(0, ids.length).map(i -> (int) ids[i]).toArray();
    }

    /// The text of some ids, special tokens left out. Bytes that do not yet make a whole character
    /// become U+FFFD.
    public String decode(List<Integer> ids) {
        long[] wide = ids.stream().mapToLong(Integer::longValue).toArray();
        return used(() -> tokenizer.decode(wide, true));
    }

    /// The native library must not be used and freed at the same time.
    private <T> T used(Supplier<T> work) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tokenizer is closed");
            }
            return work.get();
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                tokenizer.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
