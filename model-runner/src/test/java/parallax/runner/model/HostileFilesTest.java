package parallax.runner.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.SamplerSettings;
import parallax.runner.decode.EngineOptions;
import parallax.runner.decode.OnnxEngine;
import parallax.runner.rate.Classifier;
import parallax.runner.text.Tokenizer;

/// What native libraries read beside the graph, changed at random: an error that names the file, or
/// something that works, never a crash.
class HostileFilesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final int ROUNDS = Boolean.getBoolean("parallax.thorough") ? 2000 : 100;

    @TempDir
    Path folder;

    private interface Use {
        void of(Path file) throws IOException;
    }

    /// Cut off somewhere, or a few bytes changed.
    private static byte[] changed(byte[] whole, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        byte[] changed = whole.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static void fuzz(Path original, Path target, String named, Use use) throws IOException {
        byte[] whole = Files.readAllBytes(original);
        for (int seed = 0; seed < ROUNDS; seed++) {
            Files.write(target, changed(whole, new Random(seed)));
            try {
                use.of(target);
            } catch (ModelFolderException e) {
                assertTrue(String.valueOf(e.getMessage()).contains(named), "seed " + seed + ": " + e.getMessage());
            } catch (RuntimeException e) {
                fail("seed " + seed, e);
            }
        }
    }

    @Test
    void changed_tokenizers() throws IOException {
        for (String name : new String[] {"byte-level.json", "byte-fallback.json", "unigram.json"}) {
            Path file = folder.resolve("tokenizer.json");
            fuzz(FIXTURES.resolve("tokenizers/" + name), file, "tokenizer.json", HostileFilesTest::readText);
        }
    }

    private static void readText(Path file) {
        try (Tokenizer tokenizer = Tokenizer.open(file)) {
            readText(tokenizer);
        }
    }

    private static void readText(Tokenizer tokenizer) {
        try {
            int[] ids = tokenizer.encodeWithSpecialTokens("Straße, 東京 <s>");
            tokenizer.decode(Arrays.stream(ids).boxed().toList());
        } catch (RuntimeException e) {
            // a changed tokenizer may load and fail on some texts, which fails their requests
        }
    }

    @Test
    void a_tokenizer_too_large_to_be_one_is_refused_unread() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(10L << 30);
        }
        ModelFolderException refusal = assertThrows(ModelFolderException.class, () -> Tokenizer.open(file));
        assertTrue(String.valueOf(refusal.getMessage()).contains("10737418240 bytes"), refusal.getMessage());
    }

    @Test
    void changed_adapters() throws IOException {
        Path model = FIXTURES.resolve("models/llama-lora");
        ModelFolder opened = ModelFolder.open(model);
        fuzz(model.resolve("tone.onnx_adapter"), folder.resolve("tone.onnx_adapter"), "", file -> {
            EngineOptions options = EngineOptions.defaults().withSlots(1).withThreads(1);
            try (OnnxEngine engine = OnnxEngine.open(opened, options.withAdapter(file))) {
                ModelInput input = new ModelInput.TokenIds(new int[] {3, 4, 5});
                engine.submit(new GenerationRequest(0, 0, input, SamplerSettings.greedy(2), 0))
                        .await();
            }
        });
    }

    @Test
    void changed_classifiers() throws IOException {
        Path model = FIXTURES.resolve("models/classifier");
        for (String file : new String[] {"model.onnx", "config.json"}) {
            Files.copy(model.resolve("model.onnx"), folder.resolve("model.onnx"), REPLACE);
            Files.copy(model.resolve("config.json"), folder.resolve("config.json"), REPLACE);
            fuzz(model.resolve(file), folder.resolve(file), folder.toString(), ignored -> classify());
        }
    }

    private static final java.nio.file.CopyOption REPLACE = java.nio.file.StandardCopyOption.REPLACE_EXISTING;

    private void classify() {
        try (Classifier classifier = Classifier.open(ClassifierFolder.open(folder))) {
            classifier.classify(new int[] {5, 9, 17});
        } catch (IllegalStateException | IllegalArgumentException e) {
            // a changed graph may load and not run
        }
    }
}
