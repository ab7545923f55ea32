import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.PendingGeneration;
import parallax.runner.SamplerSettings;
import parallax.runner.command.MemoryBandwidth;
import parallax.runner.decode.EngineOptions;
import parallax.runner.decode.EngineOptions.TensorPath;
import parallax.runner.decode.EngineTimes;
import parallax.runner.decode.OnnxEngine;
import parallax.runner.model.ModelFolder;

/// Measures a model in the engine. Sections, run in the order given:
///
/// - `tokens`: whether pinned outputs, IoBinding and full batches write the greedy tokens of one request at a time
/// - `speed`: prefill and decode at batch 1, 4 and 16 through both paths, greedy
/// - `sampled`: batch 16 with temperature 0.8 and top-p 0.95
/// - `continuous`, `static`, `alone-prefix`: a workload of prompts of mixed lengths × 5 samples
///
///     java -cp CLASSPATH bench/runner/Bench.java MODEL_DIR SECTION… [--prompts N] [--provider cpu|cuda]
///         [--batches 1,4,16] [--bandwidth GB/S]
///
/// Without `--bandwidth`, that of this machine's memory is measured; a card's must be given.
class Bench {
    static final int PROMPT = 64;
    static final int REPLY = 48;
    static final int SAMPLES = 5;
    static final int SLOTS = 16;

    static ModelFolder folder;
    static EngineOptions.Provider provider = EngineOptions.Provider.CPU;
    static int prompts = 200;
    static int[] batches = {1, 4, SLOTS};
    static double bandwidth = Double.NaN;

    public static void main(String[] arguments) {
        folder = ModelFolder.open(Path.of(arguments[0]));
        List<String> sections = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--prompts" -> prompts = Integer.parseInt(arguments[++i]);
                case "--provider" -> provider = EngineOptions.Provider.valueOf(arguments[++i].toUpperCase(Locale.ROOT));
                case "--batches" -> batches = Arrays.stream(arguments[++i].split(",")).mapToInt(Integer::parseInt).toArray();
                case "--bandwidth" -> bandwidth = 1e9 * Double.parseDouble(arguments[++i]);
                default -> sections.add(arguments[i]);
            }
        }
        print("== %s, %s, %s, %d processors, load %.1f", folder.name(), folder.precision(), provider,
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        for (String section : sections) {
            switch (section) {
                case "tokens" -> tokens();
                case "speed" -> speed();
                case "sampled" -> sampled();
                case "continuous" -> print("%s", undisturbed(1, () -> workload("continuous, beginnings shared", false, false)));
                case "static" -> print("%s", undisturbed(1, () -> workload("fixed batches, beginnings shared", true, false)));
                case "alone-prefix" -> print("%s", undisturbed(1, () -> workload("continuous, every prompt read anew", false, true)));
                default -> throw new IllegalArgumentException("no section " + section);
            }
        }
    }

    static OnnxEngine open(TensorPath path, int slots) {
        OnnxEngine engine = OnnxEngine.open(folder, EngineOptions.defaults()
                .withSlots(slots).withMemory(path).withProvider(provider).withMaxContext(512));
        if (!engine.notice().isEmpty()) {
            engine.close();
            throw new IllegalStateException(engine.notice() + ": nothing is measured");
        }
        return engine;
    }

    /// What keeps the cache where it is computed.
    static TensorPath usualPath() {
        return provider == EngineOptions.Provider.CUDA ? TensorPath.IO_BINDING : TensorPath.PINNED;
    }

    // --- tokens

    static void tokens() {
        List<Outcome.Generated> expected = greedy(TensorPath.PINNED, 1);
        compare("PINNED", 1, expected, greedy(TensorPath.PINNED, 1));
        compare("PINNED", SLOTS, expected, greedy(TensorPath.PINNED, SLOTS));
        compare("IO_BINDING", 1, expected, greedy(TensorPath.IO_BINDING, 1));
        compare("IO_BINDING", SLOTS, expected, greedy(TensorPath.IO_BINDING, SLOTS));
    }

    static List<Outcome.Generated> greedy(TensorPath path, int slots) {
        try (OnnxEngine engine = open(path, slots)) {
            List<GenerationRequest> requests = requests(SLOTS, 20, 60, 16, 16, 1, 0, 7).stream()
                    .map(request -> new GenerationRequest(request.prompt(), 0, request.input(),
                            request.sampler().withLogprobs(0), request.seed()))
                    .toList();
            return await(submit(engine, requests));
        }
    }

    /// Until two replies part, the same tokens stand before each: there their log-probabilities are compared.
    static void compare(String path, int slots, List<Outcome.Generated> expected, List<Outcome.Generated> written) {
        List<Integer> forks = new ArrayList<>();
        List<Double> moved = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            int fork = Arrays.mismatch(expected.get(i).tokenIds(), written.get(i).tokenIds());
            int same = fork < 0 ? written.get(i).tokenIds().length : fork;
            if (fork >= 0) {
                forks.add(fork);
            }
            for (int t = 0; t < same; t++) {
                moved.add(Math.abs(expected.get(i).logprobs().get(t).logprob() - written.get(i).logprobs().get(t).logprob()));
            }
        }
        print("tokens: %-10s %2d slots: %d of %d greedy replies equal one request at a time%s; log-probabilities of equal"
                        + " tokens moved by %.4f on average, %.4f at most",
                path, slots, written.size() - forks.size(), written.size(),
                forks.isEmpty() ? "" : ", the others part at tokens " + forks,
                moved.stream().mapToDouble(d -> d).average().orElse(0), moved.stream().mapToDouble(d -> d).max().orElse(0));
    }

    // --- speed

    static void speed() {
        if (Double.isNaN(bandwidth)) {
            if (provider == EngineOptions.Provider.CUDA) {
                throw new IllegalArgumentException("give the card's bandwidth with --bandwidth");
            }
            bandwidth = MemoryBandwidth.measuredBytesPerSecond();
        }
        double perToken = folder.graph().bytesReadPerToken();
        print("speed: memory read at %.1f GB/s; a token reads %.0f MB of %.0f MB of weights", bandwidth / 1e9,
                perToken / 1e6, folder.graph().weightBytes() / 1e6);
        for (TensorPath path : List.of(TensorPath.PINNED, TensorPath.IO_BINDING)) {
            for (int batch : batches) {
                EngineTimes.Totals times = speed(path, batch, 0);
                line(path + " greedy", batch, times, batch > 1 ? "" : String.format(Locale.ROOT,
                        ", %.0f %% of the bandwidth", 100 * decodeSpeed(times) * perToken / bandwidth));
            }
        }
    }

    static void sampled() {
        int batch = Arrays.stream(batches).max().orElseThrow();
        line(usualPath() + " greedy", batch, speed(usualPath(), batch, 0), "");
        line(usualPath() + " sampled", batch, speed(usualPath(), batch, 0.8), "");
    }

    static EngineTimes.Totals speed(TensorPath path, int batch, double temperature) {
        try (OnnxEngine engine = open(path, batch)) {
            int warming = batch >= SLOTS ? REPLY : 3 * REPLY;
            await(submit(engine, requests(batch, 16, 16, warming, warming, 1, temperature, 1)));
            long[] seed = {2};
            return undisturbed(4, () -> {
                EngineTimes.Totals before = totals(engine);
                await(submit(engine, requests(batch, PROMPT, PROMPT, REPLY, REPLY, 1, temperature, seed[0]++)));
                return totals(engine).since(before);
            });
        }
    }

    /// A step is added up after its replies are handed over.
    static EngineTimes.Totals totals(OnnxEngine engine) {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return engine.times().totals();
    }

    static void line(String what, int batch, EngineTimes.Totals times, String more) {
        print("speed: %-18s batch %2d: prefill %6.0f tokens/s, decode %6.1f tokens/s, sampling %4.1f %%,"
                        + " outside model runs and sampling %4.1f %%%s",
                what, batch, times.prefillTokens() * 1e9 / times.prefillNs(), decodeSpeed(times),
                100.0 * times.samplingNs() / times.stepNs(), 100 * times.outsideShare(), more);
    }

    /// Tokens per second of everything but reading prompts: model runs, sampling, text, bookkeeping.
    static double decodeSpeed(EngineTimes.Totals times) {
        return times.decodeTokens() * 1e9 / (times.stepNs() - times.prefillNs());
    }

    // --- workload

    /// @param fixed whether a batch of 16 runs until its longest reply is written, as without continuous batching
    /// @param apart whether the samples of a prompt begin differently, so that nothing can be shared
    static String workload(String name, boolean fixed, boolean apart) {
        try (OnnxEngine engine = open(usualPath(), SLOTS)) {
            List<GenerationRequest> requests = requests(prompts, 16, 96, 4, 60, SAMPLES, 0.8, 3);
            if (apart) {
                requests = requests.stream().map(Bench::beginningDifferently).toList();
            }
            long wanted = requests.stream().mapToLong(request -> request.sampler().maxTokens()).sum();
            Processors before = Processors.now();
            long started = System.nanoTime();
            long promptTokens = 0;
            int together = fixed ? SLOTS : requests.size();
            for (int from = 0; from < requests.size(); from += together) {
                List<GenerationRequest> batch = requests.subList(from, Math.min(from + together, requests.size()));
                List<GenerationRequest> sent = fixed ? allAsLong(batch) : batch;
                promptTokens += await(submit(engine, sent)).stream()
                        .mapToLong(r -> r.provenance().course().promptTokens()).sum();
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            EngineTimes.Totals times = totals(engine);
            return String.format(Locale.ROOT, "workload: %s: %d prompts × %d: %.1f s (%.1f s of processors), %.1f wanted tokens/s;"
                            + " prompt tokens %d, computed %d"
                            + " (÷ %.1f, %.1f s); sampling %.1f %%, outside %.1f %%",
                    name, prompts, SAMPLES, seconds, Processors.now().own - before.own, wanted / seconds, promptTokens,
                    times.prefillTokens(),
                    (double) promptTokens / times.prefillTokens(), times.prefillNs() / 1e9,
                    100.0 * times.samplingNs() / times.stepNs(), 100 * times.outsideShare());
        }
    }

    /// Every reply as long as the longest: a fixed batch computes all its rows to the end.
    static List<GenerationRequest> allAsLong(List<GenerationRequest> batch) {
        int longest = batch.stream().mapToInt(request -> request.sampler().maxTokens()).max().orElseThrow();
        return batch.stream().map(request -> new GenerationRequest(
                request.prompt(), request.sample(), request.input(),
                sampler(request.sampler().temperature(), longest), request.seed())).toList();
    }

    static GenerationRequest beginningDifferently(GenerationRequest request) {
        int[] ids = ((ModelInput.TokenIds) request.input()).ids();
        ids[0] = 10 + request.sample();
        return new GenerationRequest(request.prompt(), request.sample(), new ModelInput.TokenIds(ids),
                request.sampler(), request.seed());
    }

    // --- disturbance

    /// What this machine's processors have done so far, in seconds: for this process and in all.
    record Processors(double own, double busy, double all) {
        static Processors now() {
            try (var lines = Files.lines(Path.of("/proc/stat"))) {
                long[] ticks = Arrays.stream(lines.findFirst().orElseThrow().split("\\s+")).skip(1).mapToLong(Long::parseLong).toArray();
                double all = Arrays.stream(ticks).limit(8).sum() / 100.0;
                double own = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime() / 1e9;
                return new Processors(own, all - (ticks[3] + ticks[4]) / 100.0, all);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// The share of the processors that other processes have used since.
        double othersShareUntilNow() {
            Processors now = now();
            return Math.max(0, (now.busy - busy - (now.own - own)) / (now.all - all));
        }
    }

    /// Measures again, so many times at most, while other processes use the machine.
    static <T> T undisturbed(int attempts, java.util.function.Supplier<T> measurement) {
        for (int attempt = 1; ; attempt++) {
            Processors before = Processors.now();
            T measured = measurement.get();
            double others = before.othersShareUntilNow();
            if (others < 0.03 || attempt == attempts) {
                if (others >= 0.03) {
                    print("(disturbed: other processes used %.0f %% of the processors)", 100 * others);
                }
                return measured;
            }
        }
    }

    // --- requests

    static List<GenerationRequest> requests(int count, int leastPrompt, int mostPrompt, int leastReply, int mostReply,
            int samples, double temperature, long seed) {
        Random random = new Random(seed);
        int vocabulary = Math.max(folder.shape().vocabulary(), 64);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int prompt = 0; prompt < count; prompt++) {
            int[] ids = random.ints(random.nextInt(leastPrompt, mostPrompt + 1), 3, vocabulary - 1).toArray();
            for (int sample = 0; sample < samples; sample++) {
                int reply = random.nextInt(leastReply, mostReply + 1);
                requests.add(new GenerationRequest(
                        prompt, sample, new ModelInput.TokenIds(ids), sampler(temperature, reply), seed));
            }
        }
        return requests;
    }

    static SamplerSettings sampler(double temperature, int reply) {
        return temperature == 0
                ? SamplerSettings.greedy(reply)
                : SamplerSettings.sampling(temperature, reply).withTopP(0.95);
    }

    static List<PendingGeneration> submit(OnnxEngine engine, List<GenerationRequest> requests) {
        return requests.stream().map(engine::submit).toList();
    }

    static List<Outcome.Generated> await(List<PendingGeneration> pending) {
        return pending.stream().map(each -> switch (each.await()) {
            case Outcome.Generated generated -> generated;
            case Outcome.Failed failed -> throw new IllegalStateException(failed.reason());
        }).toList();
    }

    static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
