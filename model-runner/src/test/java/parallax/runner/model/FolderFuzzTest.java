package parallax.runner.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.SamplerSettings;
import parallax.runner.decode.EngineOptions;
import parallax.runner.decode.OnnxEngine;

/// Broken and hostile model folders always end in an error that names the folder, never in a crash.
class FolderFuzzTest {
    private static final Path MODEL = Path.of("src/test/resources/fixtures/models/llama");

    /// More rounds in the thorough campaign.
    private static final int ROUNDS = Boolean.getBoolean("parallax.thorough") ? 2000 : 120;

    @TempDir
    Path folder;

    private void copyModel() throws IOException {
        try (Stream<Path> files = Files.list(MODEL)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private String refusal() {
        ModelFolderException refusal = assertThrows(ModelFolderException.class, this::openAndRun);
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(folder.toString()), message);
        return message;
    }

    private void openAndRun() {
        ModelFolder opened = ModelFolder.open(folder);
        opened.digest();
        try (OnnxEngine engine =
                OnnxEngine.open(opened, EngineOptions.defaults().withSlots(1).withThreads(1))) {
            ModelInput input = new ModelInput.TokenIds(new int[] {3, 4, 5});
            engine.submit(new GenerationRequest(0, 0, input, SamplerSettings.greedy(2), 0))
                    .await();
        }
    }

    @Test
    void the_untouched_folder_opens() throws IOException {
        copyModel();
        openAndRun();
        ModelFolder opened = ModelFolder.open(folder);
        assertEquals("LlamaForCausalLM", opened.shape().architecture());
        assertEquals("fp32", opened.precision());
        // 2 layers × (keys + values) × 1 head × 16 numbers × 4 bytes
        assertEquals(256, opened.shape().cacheBytesPerToken());
        assertEquals(CacheLayout.SHARED_BUFFER, opened.shape().cacheLayout());
    }

    @Test
    void a_graph_cut_off_anywhere_is_refused() throws IOException {
        copyModel();
        byte[] whole = Files.readAllBytes(MODEL.resolve("model.onnx"));
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            int length = random.nextInt(whole.length);
            Files.write(folder.resolve("model.onnx"), java.util.Arrays.copyOf(whole, length));
            refusal();
        }
    }

    /// A quarter of a gigabyte of zeros in some hundred kilobytes: nothing here unpacks anything, so
    /// nothing can be filled.
    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "config.json", "tokenizer.json", "generation_config.json"})
    void a_packed_file_is_refused_and_not_unpacked(String name) throws IOException {
        copyModel();
        Path bomb = folder.resolve(name);
        byte[] zeros = new byte[1 << 20];
        try (var packed = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            for (int megabyte = 0; megabyte < 256; megabyte++) {
                packed.write(zeros);
            }
        }
        assertTrue(Files.size(bomb) < 400_000);
        refusal();
    }

    @Test
    void changed_bytes_end_in_an_error_or_a_model_that_runs() throws IOException {
        copyModel();
        byte[] whole = Files.readAllBytes(MODEL.resolve("model.onnx"));
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] changed = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Files.write(folder.resolve("model.onnx"), changed);
            try {
                openAndRun();
            } catch (ModelFolderException e) {
                assertTrue(String.valueOf(e.getMessage()).contains(folder.toString()), e.getMessage());
            } catch (RuntimeException e) {
                fail("seed " + seed, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json|{",
                "config.json|[1]",
                "config.json|",
                "generation_config.json|nope",
                "tokenizer_config.json|{\"a\": ",
                "genai_config.json|{\"model\": {\"decoder\": {\"filename\": \"missing.onnx\"}}}",
                "genai_config.json|{\"model\": {\"decoder\": {\"filename\": \"../model.onnx\"}}}",
                "genai_config.json|{\"model\": {\"decoder\": {\"filename\": \"/etc/passwd\"}}}",
                "model.onnx|",
                "model.onnx|this is text"
            })
    void broken_files_are_refused_by_name(String change) throws IOException {
        copyModel();
        int bar = change.indexOf('|');
        Files.writeString(folder.resolve(change.substring(0, bar)), change.substring(bar + 1));
        String message = refusal();
        assertTrue(message.contains(change.substring(0, bar)), message);
    }

    @Test
    void deeply_nested_configuration_is_refused() throws IOException {
        copyModel();
        Files.writeString(folder.resolve("config.json"), "{\"a\":".repeat(50_000));
        assertTrue(refusal().contains("config.json"));
    }

    @Test
    void a_huge_configuration_is_refused_unread() throws IOException {
        copyModel();
        try (var file = new java.io.RandomAccessFile(
                folder.resolve("tokenizer_config.json").toFile(), "rw")) {
            file.setLength(10L << 30);
        }
        assertTrue(refusal().contains("10737418240 bytes"));
    }

    @Test
    void an_empty_and_a_missing_folder_are_refused() {
        assertTrue(refusal().contains("no .onnx file"));
        assertThrows(ModelFolderException.class, () -> ModelFolder.open(folder.resolve("nowhere")));
    }

    /// A weight of a million by a million numbers, which the file does not hold.
    @Test
    void a_weight_that_claims_more_than_the_file_holds_is_refused() throws IOException {
        Files.write(folder.resolve("model.onnx"), graph(tensor("w", new long[] {1_000_000, 1_000_000}, null, 0)));
        assertTrue(refusal().contains("\"w\""));
        Files.write(folder.resolve("model.onnx"), graph(tensor("w", new long[] {1L << 62, 1L << 62}, null, 0)));
        assertTrue(refusal().contains("impossible shape"));
        Files.write(folder.resolve("model.onnx"), graph(tensor("w", new long[] {-5}, null, 0)));
        assertTrue(refusal().contains("impossible shape"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../secret.bin", "/etc/passwd", "missing.bin", "link.bin"})
    void weights_outside_the_folder_are_not_read(String location) throws IOException {
        Files.createSymbolicLink(folder.resolve("link.bin"), Path.of("/etc/hostname"));
        Files.write(folder.resolve("model.onnx"), graph(tensor("w", new long[] {1}, location, 0)));
        assertTrue(refusal().contains(location));
        Files.delete(folder.resolve("link.bin"));
    }

    @Test
    void a_cut_off_weight_file_is_refused() throws IOException {
        Files.write(folder.resolve("weights.bin"), new byte[100]);
        Files.write(folder.resolve("model.onnx"), graph(tensor("w", new long[] {10, 10}, "weights.bin", 0)));
        String message = refusal();
        assertTrue(message.contains("cut off") && message.contains("400"), message);
        Files.write(
                folder.resolve("model.onnx"), graph(tensor("w", new long[] {5}, "weights.bin", Long.MAX_VALUE - 3)));
        assertTrue(refusal().contains("cut off"));
    }

    @Test
    void custom_operators_and_missing_weights_are_explained() throws IOException {
        Files.write(folder.resolve("model.onnx"), graph(node("Strange", "com.example", "", "y")));
        assertTrue(refusal().contains("custom operator library"));
        Files.write(folder.resolve("model.onnx"), graph(node("MatMul", "", "lost_weight", "y")));
        assertTrue(refusal().contains("\"lost_weight\""));
    }

    // A few messages of onnx.proto, written by hand.

    private static byte[] graph(byte[] content) {
        return field(7, content);
    }

    private static byte[] node(String operator, String domain, String input, String output) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        node.writeBytes(field(1, input.getBytes(StandardCharsets.UTF_8)));
        node.writeBytes(field(2, output.getBytes(StandardCharsets.UTF_8)));
        node.writeBytes(field(4, operator.getBytes(StandardCharsets.UTF_8)));
        node.writeBytes(field(7, domain.getBytes(StandardCharsets.UTF_8)));
        return field(1, node.toByteArray());
    }

    private static byte[] tensor(
            String name, long[] shape, @org.jspecify.annotations.Nullable String location, long offset) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        for (long size : shape) {
            tensor.write(8);
            tensor.writeBytes(varint(size));
        }
        tensor.writeBytes(new byte[] {16, 1});
        tensor.writeBytes(field(8, name.getBytes(StandardCharsets.UTF_8)));
        if (location == null) {
            tensor.writeBytes(field(9, new byte[8]));
        } else {
            tensor.writeBytes(field(13, entry("location", location)));
            tensor.writeBytes(field(13, entry("offset", Long.toString(offset))));
            tensor.writeBytes(new byte[] {112, 1});
        }
        return field(5, tensor.toByteArray());
    }

    private static byte[] entry(String key, String value) {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.writeBytes(field(1, key.getBytes(StandardCharsets.UTF_8)));
        entry.writeBytes(field(2, value.getBytes(StandardCharsets.UTF_8)));
        return entry.toByteArray();
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.writeBytes(varint(((long) number << 3) | 2));
        field.writeBytes(varint(content.length));
        field.writeBytes(content);
        return field.toByteArray();
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }
}
