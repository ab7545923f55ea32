package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;
import parallax.runner.model.ClassifierFolder;
import parallax.runner.model.ModelFolder;
import parallax.runner.rate.Classifier;
import parallax.runner.text.Tokenizer;

/// Resident memory of a process that generates, or opens models, again and again. Its Java heap is small, fixed and
/// touched
/// beforehand, so what grows is native memory; a leak in the heap would exhaust it.
class FlatMemoryTest {
    private static final int GENERATIONS = Boolean.getBoolean("parallax.thorough") ? 10_000 : 1_500;
    private static final int BATCH = 100;
    private static final long MAX_GROWTH_KB = 16_000;

    private static final int OPENINGS = Boolean.getBoolean("parallax.thorough") ? 300 : 60;

    @Test
    void memory_stays_flat_over_many_generations() throws Exception {
        requireFlat("generations", GENERATIONS);
    }

    @Test
    void memory_stays_flat_when_models_are_opened_and_closed() throws Exception {
        requireFlat("openings", OPENINGS);
    }

    private static void requireFlat(String what, int count) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xms64m",
                        "-Xmx64m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FlatMemoryTest.class.getName(),
                        what,
                        Integer.toString(count))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        List<Long> residentKb = said.lines()
                .filter(line -> line.startsWith("resident "))
                .map(line -> Long.parseLong(line.substring("resident ".length())))
                .toList();
        System.out.println(count + " " + what + ": resident kB " + residentKb);
        assertEquals(2, residentKb.size(), said);
        assertTrue(residentKb.get(1) - residentKb.get(0) < MAX_GROWTH_KB, "kB resident: " + residentKb);
    }

    /// Prints resident memory after a third of the generations, by when everything is loaded and compiled,
    /// and at the end.
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[1]);
        if (arguments[0].equals("openings")) {
            open(count / 2);
            System.out.println("resident " + residentKb());
            open(count - count / 2);
            System.out.println("resident " + residentKb());
        } else {
            generate(count);
        }
    }

    /// Every way to hold something native: each tensor path, an adapter, a tokenizer, a classifier.
    private static void open(int times) {
        EngineOptions plain = EngineOptions.defaults().withSlots(2).withThreads(1);
        Path adapted = Fixtures.model("llama-lora");
        for (int i = 0; i < times; i++) {
            for (EngineOptions.TensorPath path : EngineOptions.TensorPath.values()) {
                generateOnce(Fixtures.model("llama"), plain.withMemory(path));
            }
            generateOnce(adapted, plain.withAdapter(adapted.resolve("tone.onnx_adapter")));
            generateOnce(Fixtures.model("llama-appending"), plain);
            Tokenizer.open(Path.of("src/test/resources/fixtures/tokenizers/byte-level.json"))
                    .close();
            try (Classifier classifier = Classifier.open(ClassifierFolder.open(Fixtures.model("classifier")))) {
                classifier.classify(new int[] {5, 9, 17});
            }
        }
    }

    private static void generateOnce(Path model, EngineOptions options) {
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(model), options)) {
            engine.submit(request(1)).await();
        }
    }

    private static void generate(int generations) throws IOException {
        try (OnnxEngine engine = OnnxEngine.open(
                ModelFolder.open(Fixtures.model("llama")),
                EngineOptions.defaults().withSlots(4).withThreads(1))) {
            generate(engine, generations / 3);
            System.out.println("resident " + residentKb());
            generate(engine, generations - generations / 3);
            System.out.println("resident " + residentKb());
        }
    }

    private static void generate(OnnxEngine engine, int count) {
        for (int start = 0; start < count; start += BATCH) {
            IntStream.range(start, Math.min(count, start + BATCH))
                    .mapToObj(prompt -> engine.submit(request(prompt)))
                    .toList()
                    .forEach(PendingGeneration::await);
        }
    }

    private static GenerationRequest request(int prompt) {
        ModelInput input = new ModelInput.TokenIds(new int[] {5 + prompt % 50, 6, 7});
        return new GenerationRequest(prompt, 0, input, SamplerSettings.sampling(1.5, 6), 3);
    }

    private static long residentKb() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
