import java.nio.file.Path;
import java.util.ArrayList;
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
import parallax.runner.decode.OnnxEngine;
import parallax.runner.model.ModelFolder;

/// Measures a model in the engine: speeds at batch 1, 4 and 16, the share of time outside model runs, the share of the
/// memory bandwidth that batch 1 reaches, and a workload of prompts of mixed lengths.
///
///     java -cp CLASSPATH bench/runner/Bench.java MODEL_DIR [prompts of the workload, default 200]
class Bench {
    static final int PROMPT = 256;
    static final int REPLY = 64;

    public static void main(String[] arguments) {
        ModelFolder folder = ModelFolder.open(Path.of(arguments[0]));
        int prompts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        print("model %s, %s, %d processors, load %.1f", folder.name(), folder.precision(),
                Runtime.getRuntime().availableProcessors(),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        double bandwidth = MemoryBandwidth.measuredBytesPerSecond();
        print("memory bandwidth %.1f GB/s, weights %.0f MB", bandwidth / 1e9, folder.graph().weightBytes() / 1e6);
        int context = Math.min(folder.shape().contextLength(), 512);
        for (EngineOptions.TensorPath path : List.of(EngineOptions.TensorPath.PINNED, EngineOptions.TensorPath.IO_BINDING)) {
            for (int batch : new int[] {1, 4, 16}) {
                speed(folder, path, batch, context, bandwidth);
            }
        }
        workload(folder, prompts, context);
    }

    static void speed(ModelFolder folder, EngineOptions.TensorPath path, int batch, int context, double bandwidth) {
        EngineOptions options = EngineOptions.defaults().withSlots(batch).withMemory(path).withMaxContext(context);
        try (OnnxEngine engine = OnnxEngine.open(folder, options)) {
            int prompt = Math.min(PROMPT, context / 2);
            int reply = Math.min(REPLY, context / 4);
            await(submit(engine, folder, 1, prompt, prompt, 4, 1, 1));
            long stepBefore = engine.times().stepNs();
            long runBefore = engine.times().runNs();
            List<Outcome.Generated> replies = await(submit(engine, folder, batch, prompt, prompt, reply, 1, 2));
            double stepS = (engine.times().stepNs() - stepBefore) / 1e9;
            double runS = (engine.times().runNs() - runBefore) / 1e9;
            // The last to begin waited for every prefill; from then on all rows decode together.
            double prefillS = replies.stream().mapToDouble(r -> r.provenance().timeToFirstTokenMs()).max().orElse(0) / 1e3;
            int tokens = replies.stream().mapToInt(r -> r.tokenIds().length).sum();
            double decode = (tokens - batch) / Math.max(stepS - prefillS, 1e-9);
            print("%-10s batch %2d: prefill %6.0f tokens/s, decode %6.1f tokens/s, outside model runs %4.1f %%%s",
                    path, batch, batch * prompt / Math.max(prefillS, 1e-9), decode, 100 * (1 - runS / stepS),
                    batch == 1 ? String.format(Locale.ROOT, ", %.0f %% of the bandwidth",
                            100 * decode * folder.graph().weightBytes() / bandwidth) : "");
        }
    }

    /// Prompts of mixed lengths × 5 samples, sampling included: continuous against fixed batches.
    static void workload(ModelFolder folder, int prompts, int context) {
        double continuous = workloadSeconds(folder, prompts, context, Integer.MAX_VALUE);
        double fixed = workloadSeconds(folder, prompts, context, 16);
        print("workload of %d prompts × 5 samples: continuous %.1f s, fixed batches %.1f s, %.2f×", prompts, continuous,
                fixed, fixed / continuous);
    }

    static double workloadSeconds(ModelFolder folder, int prompts, int context, int together) {
        try (OnnxEngine engine = OnnxEngine.open(
                folder, EngineOptions.defaults().withSlots(16).withMaxContext(context))) {
            long started = System.nanoTime();
            List<GenerationRequest> requests = requests(folder, prompts, context / 16, context / 2, context / 3, 5, 3);
            long wanted = 0;
            for (int from = 0; from < requests.size(); ) {
                int to = (int) Math.min(requests.size(), (long) from + together);
                List<PendingGeneration> pending = requests.subList(from, to).stream().map(engine::submit).toList();
                wanted += await(pending).stream().mapToLong(r -> r.provenance().promptTokens()).sum();
                from = to;
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            print("  prompt tokens %d, computed %d: work divided by %.1f", wanted, engine.times().prefillTokens(),
                    (double) wanted / engine.times().prefillTokens());
            return seconds;
        }
    }

    static List<PendingGeneration> submit(
            OnnxEngine engine, ModelFolder folder, int prompts, int least, int most, int reply, int samples, long seed) {
        return requests(folder, prompts, least, most, reply, samples, seed).stream().map(engine::submit).toList();
    }

    /// Random prompts; with most > least the replies, too, are of mixed lengths.
    static List<GenerationRequest> requests(
            ModelFolder folder, int prompts, int least, int most, int reply, int samples, long seed) {
        Random random = new Random(seed);
        int vocabulary = Math.max(folder.shape().vocabulary(), 64);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int prompt = 0; prompt < prompts; prompt++) {
            int[] ids = random.ints(least + random.nextInt(most - least + 1), 3, vocabulary - 1).toArray();
            for (int sample = 0; sample < samples; sample++) {
                int length = most > least ? Math.max(1, reply / 8 + random.nextInt(Math.max(1, reply))) : reply;
                SamplerSettings sampler = SamplerSettings.sampling(0.9, length).withTopP(0.95);
                requests.add(new GenerationRequest(prompt, sample, new ModelInput.TokenIds(ids), sampler, seed));
            }
        }
        return requests;
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
