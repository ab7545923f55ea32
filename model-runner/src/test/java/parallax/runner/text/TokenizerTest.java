package parallax.runner.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.runner.model.ModelFolderException;

/// Ids and texts against Python's tokenizers, made by `src/test/fixtures-script/make_tokenizers.py`.
class TokenizerTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/tokenizers");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"byte-level", "byte-fallback", "unigram"})
    void ids_and_texts_equal_pythons(String name) throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(FIXTURES.resolve(name + ".json"))) {
            for (String line : Files.readAllLines(FIXTURES.resolve(name + ".golden.jsonl"))) {
                JsonNode golden = JSON.readTree(line);
                String text = golden.get("text").asText();
                int[] ids = tokenizer.encode(text);
                assertArrayEquals(ints(golden.get("ids")), ids, text);
                assertArrayEquals(ints(golden.get("with_special")), tokenizer.encodeWithSpecialTokens(text), text);
                assertEquals(golden.get("decoded").asText(), tokenizer.decode(list(ids)), text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"byte-level", "byte-fallback", "unigram"})
    void streamed_pieces_join_to_the_text_and_no_character_is_broken(String name) throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(FIXTURES.resolve(name + ".json"))) {
            for (String line : Files.readAllLines(FIXTURES.resolve(name + ".golden.jsonl"))) {
                JsonNode golden = JSON.readTree(line);
                String whole = golden.get("decoded").asText();
                Detokenizer detokenizer = new Detokenizer(tokenizer);
                StringBuilder joined = new StringBuilder();
                for (int id : ints(golden.get("ids"))) {
                    String piece = detokenizer.add(id);
                    assertFalse(piece.contains("\uFFFD") && !whole.contains("\uFFFD"), whole);
                    joined.append(piece);
                }
                assertEquals(whole, joined + detokenizer.finish());
            }
        }
    }

    /// Random tokens make broken bytes everywhere: pieces still join to what decoding the whole gives, up
    /// to where broken characters end.
    @Test
    void random_tokens_stream_without_loss() {
        try (Tokenizer tokenizer = Tokenizer.open(FIXTURES.resolve("byte-level.json"))) {
            for (int seed = 0; seed < 200; seed++) {
                Random random = new Random(seed);
                int[] ids = random.ints(30, 4, 260).toArray();
                Detokenizer detokenizer = new Detokenizer(tokenizer);
                StringBuilder joined = new StringBuilder();
                for (int id : ids) {
                    joined.append(detokenizer.add(id));
                }
                joined.append(detokenizer.finish());
                assertEquals(letters(tokenizer.decode(list(ids))), letters(joined.toString()), "seed " + seed);
            }
        }
    }

    private static String letters(String text) {
        return text.replace("\uFFFD", "");
    }

    @Test
    void a_long_text_is_not_cut_off() {
        try (Tokenizer tokenizer = Tokenizer.open(FIXTURES.resolve("byte-level.json"))) {
            assertTrue(tokenizer.encode("x9 ".repeat(20_000)).length >= 20_000);
        }
    }

    @Test
    void a_broken_tokenizer_file_is_named(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": \"1.0\", \"model\": 3}");
        ModelFolderException problem = assertThrows(ModelFolderException.class, () -> Tokenizer.open(file));
        assertTrue(String.valueOf(problem.getMessage()).contains("tokenizer.json"));
    }

    @Test
    void a_stop_string_is_found_across_pieces_and_never_shown() {
        String text = "one <st two <stop> three";
        for (int size = 1; size < text.length(); size++) {
            StopStrings stops = new StopStrings(List.of("<stop>", "never"));
            StringBuilder shown = new StringBuilder();
            for (int at = 0; at < text.length() && !stops.stopped(); at += size) {
                shown.append(stops.add(text.substring(at, Math.min(at + size, text.length()))));
            }
            shown.append(stops.finish());
            assertEquals("one <st two ", shown.toString(), "pieces of " + size);
            assertTrue(stops.stopped());
        }
    }

    @Test
    void what_only_began_like_a_stop_string_is_shown_in_the_end() {
        StopStrings stops = new StopStrings(List.of("</end>"));
        assertEquals("text ", stops.add("text </en"));
        assertEquals("</en", stops.finish());
        assertFalse(stops.stopped());
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        Arrays.setAll(values, i -> array.get(i).asInt());
        return values;
    }

    private static List<Integer> list(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }
}
