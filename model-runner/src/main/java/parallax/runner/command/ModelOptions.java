package parallax.runner.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parallax.runner.Engine;
import parallax.runner.decode.EngineOptions;
import parallax.runner.decode.OnnxEngine;
import parallax.runner.model.ModelFolder;
import parallax.runner.remote.Endpoint;
import parallax.runner.remote.HostPolicy;
import parallax.runner.remote.RemoteEngine;
import picocli.CommandLine.Option;

/// Which model answers, and on what: a folder on this machine, or an endpoint that serves one.
final class ModelOptions {
    private static final int USUAL_SLOTS = 8;
    private static final int MOST_THREADS = 256;
    private static final int MOST_GIB = 4096;

    @Option(names = "--model", paramLabel = "DIR", description = "Folder of an ONNX model. Default: the demo model.")
    @Nullable
    Path model;

    @Option(names = "--variant", paramLabel = "NAME", description = "Which graph, where the folder has several.")
    @Nullable
    String variant;

    @Option(names = "--adapter", paramLabel = "FILE", description = "LoRA adapter (.onnx_adapter) to apply.")
    @Nullable
    Path adapter;

    @Option(names = "--slots", paramLabel = "N", description = "Replies written at once (" + USUAL_SLOTS + ").")
    int slots = USUAL_SLOTS;

    @Option(
            names = "--context",
            paramLabel = "TOKENS",
            description = "The most tokens of a prompt and its reply (the model's, as far as the cache fits).")
    int context;

    @Option(
            names = "--cache-gib",
            paramLabel = "GIB",
            description = "The most memory for keys and values (what the machine can spare).")
    double cacheGib;

    @Option(names = "--threads", paramLabel = "N", description = "Default: one per processor.")
    int threads;

    @Option(names = "--provider", paramLabel = "cpu|cuda", description = "What to compute on (cpu).")
    String provider = "cpu";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Ask a served model instead: the address that chat/completions is added to, such as"
                    + " http://127.0.0.1:8000/v1. PARALLAX_API_KEY is sent as its key.")
    @Nullable
    URI endpoint;

    @Option(names = "--served-model", paramLabel = "NAME", description = "What the endpoint calls the model.")
    @Nullable
    String servedModel;

    /// Whether the user asked for anything but the demo model.
    boolean isChosen() {
        return model != null || variant != null || adapter != null || endpoint != null || servedModel != null;
    }

    /// @throws parallax.runner.model.ModelFolderException if the model cannot be used
    /// @throws IllegalArgumentException if the options do not go together
    Engine open() {
        if (endpoint == null && servedModel == null) {
            return OnnxEngine.open(ModelFolder.open(model == null ? DemoModel.folder() : model, variant), options());
        }
        if (endpoint == null || servedModel == null) {
            throw new IllegalArgumentException("--endpoint and --served-model go together");
        }
        if (model != null || variant != null || adapter != null) {
            throw new IllegalArgumentException("--model, --variant and --adapter are for models of this machine");
        }
        Endpoint asked = Endpoint.of(endpoint, servedModel, System.getenv("PARALLAX_API_KEY"))
                .withPace(slots, 0);
        return RemoteEngine.open(asked, HostPolicy.allowing(String.valueOf(endpoint.getHost())));
    }

    private EngineOptions options() {
        EngineOptions.Provider chosen = switch (provider.toLowerCase(Locale.ROOT)) {
            case "cpu" -> EngineOptions.Provider.CPU;
            case "cuda" -> EngineOptions.Provider.CUDA;
            default -> throw new IllegalArgumentException("--provider is cpu or cuda, not " + provider);
        };
        if (threads < 0 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("--threads must be 0 to " + MOST_THREADS + ", but was " + threads);
        }
        if (context < 0 || !(cacheGib >= 0) || cacheGib > MOST_GIB) {
            throw new IllegalArgumentException(
                    "--context and --cache-gib must not be negative, and a cache has at most " + MOST_GIB + " GiB");
        }
        return EngineOptions.defaults()
                .withMaxContext(context)
                .withCacheBytes((long) (cacheGib * (1L << 30)))
                .withSlots(slots)
                .withThreads(threads)
                .withProvider(chosen)
                .withAdapter(adapter);
    }
}
