package parallax.runner.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.runner.decode.EngineOptions;
import parallax.runner.decode.Limits;
import parallax.runner.decode.PromptReader;
import parallax.runner.model.CacheLayout;
import parallax.runner.model.ClassifierFolder;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.ModelFolderException;
import parallax.runner.model.onnx.LengthSwitch;
import parallax.runner.remote.Download;
import parallax.runner.remote.HostPolicy;
import parallax.runner.remote.Hub;
import parallax.runner.remote.ModelName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `model`: downloads models by name, lists them, describes one.
@Command(
        name = "parallax model",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        description = "Downloads, lists and describes models.",
        synopsisSubcommandLabel = "pull|list|inspect")
public final class ModelCommand {
    private static final String DEFAULT_HUB = "https://huggingface.co";

    private final PrintStream out;
    private final PrintStream err;

    ModelCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        Commands.main("model", ModelCommand::new, helped(arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        return Commands.run("model", new ModelCommand(out, err), out, err, helped(arguments));
    }

    private static String[] helped(String... arguments) {
        return arguments.length == 0 ? new String[] {"--help"} : arguments;
    }

    private static ModelsFolder folderOfModels(@Nullable Path chosen) {
        return chosen != null ? new ModelsFolder(chosen) : ModelsFolder.usual();
    }

    @Command(
            name = "pull",
            mixinStandardHelpOptions = true,
            versionProvider = VersionLine.class,
            description = "Downloads a model from a hub.")
    int pull(
            @Parameters(paramLabel = "OWNER/NAME[@REVISION]") String name,
            @Option(
                            names = "--only",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "Of several graphs, those whose path contains this.")
                    String only,
            @Option(names = "--hub", paramLabel = "URL", description = "Default: PARALLAX_HUB, else huggingface.co.")
                    @Nullable
                    String hub,
            @Option(names = "--allow-host", paramLabel = "HOST", description = "Another host that files may come from.")
                    String @Nullable [] hosts,
            @Option(
                            names = "--models",
                            paramLabel = "DIR",
                            description = "Where models are kept. Default: data/models.")
                    @Nullable
                    Path models)
            throws IOException, InterruptedException {
        ModelName model = ModelName.parse(name);
        URI address = URI.create(hub != null ? hub : System.getenv().getOrDefault("PARALLAX_HUB", DEFAULT_HUB));
        Hub source = Hub.at(address, System.getenv("HF_TOKEN"), policy(address, hosts));
        Path folder = folderOfModels(models).root().resolve(model.folderName());
        ProgressLine progress = new ProgressLine(err);
        try {
            new Download(source, model, folder, progress).run(only);
        } catch (ConnectException e) {
            throw new IOException("the hub " + address + " cannot be reached", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " (--allow-host allows one more)", e);
        } finally {
            progress.end();
        }
        out.println(folder);
        return 0;
    }

    /// The hub itself and, for the usual hub, the hosts where it keeps large files.
    private static HostPolicy policy(URI hub, String @Nullable [] further) {
        Stream<String> own = Stream.of(String.valueOf(hub.getHost()));
        Stream<String> usual = DEFAULT_HUB.equals(hub.toString())
                ? Stream.of(
                        "cdn-lfs.huggingface.co", "cdn-lfs-us-1.hf.co", "cdn-lfs-eu-1.hf.co", "cas-bridge.xethub.hf.co")
                : Stream.of();
        Stream<String> named = further == null ? Stream.of() : Arrays.stream(further);
        return HostPolicy.allowing(
                Stream.of(own, usual, named).flatMap(all -> all).distinct().toArray(String[]::new));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = VersionLine.class,
            description = "Lists downloaded models.")
    int list(
            @Option(
                            names = "--models",
                            paramLabel = "DIR",
                            description = "Where models are kept. Default: data/models.")
                    @Nullable
                    Path models) {
        ModelsFolder folder = folderOfModels(models);
        List<Path> found = folder.models();
        if (found.isEmpty()) {
            err.println("model: no models yet in " + folder.root() + "; get one with model pull");
        }
        found.forEach(each -> out.println(each + "\t" + state(folder.root().resolve(each))));
        return 0;
    }

    private static String state(Path folder) {
        try {
            ModelFolder model = ModelFolder.open(folder);
            return model.shape().architecture() + ", " + model.precision();
        } catch (ModelFolderException e) {
            return classifier(folder)
                    .map(found -> "classifier of " + found.labels())
                    .orElseGet(() -> "not usable: " + e.getMessage());
        }
    }

    private static Optional<ClassifierFolder> classifier(Path folder) {
        try {
            return Optional.of(ClassifierFolder.open(folder));
        } catch (ModelFolderException e) {
            return Optional.empty();
        }
    }

    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            versionProvider = VersionLine.class,
            description = "Describes a model folder and what to expect from it on this machine.")
    int inspect(
            @Parameters(paramLabel = "DIR") Path folder,
            @Option(names = "--variant", paramLabel = "NAME", description = "Which graph, where there are several.")
                    @Nullable
                    String variant) {
        ModelFolder model;
        try {
            model = ModelFolder.open(folder, variant);
        } catch (ModelFolderException e) {
            describe(classifier(folder).orElseThrow(() -> e));
            return 0;
        }
        double bandwidth = MemoryBandwidth.measuredBytesPerSecond();
        long weights = model.graph().weightBytes();
        long read = model.graph().bytesReadPerToken();
        row("folder", model.root());
        row("digest", model.digest());
        row("graph", model.root().relativize(model.graphFile()));
        row("architecture", model.shape().architecture());
        row("precision", model.precision());
        row("weights", megabytes(weights));
        row("layers", model.shape().layers().size());
        row(
                "vocabulary",
                model.shape().vocabulary() < 0 ? "unknown" : model.shape().vocabulary());
        row("context", model.shape().contextLength() + " tokens");
        row("requests here", requests(model));
        row(
                "cache",
                model.shape().cacheBytesPerToken() + " bytes per token, kept "
                        + switch (model.shape().cacheLayout()) {
                            case SHARED_BUFFER -> "in place: continuous batching";
                            case APPENDING -> "by appending: fixed batches (compatibility mode)";
                        });
        switches(model).ifPresent(said -> row("long contexts", said));
        if (model.graph().attention().hasNorms()) {
            row(
                    "runs on",
                    "graphics cards only: its norms lie inside GroupQueryAttention; a processor needs an export"
                            + " for the CPU");
        }
        row("tokenizer", model.tokenizerFile().isPresent() ? "yes" : "none: only token ids are taken");
        row("chat template", model.text().chatTemplate() == null ? "none: takes raw text only" : "yes");
        try (PromptReader reader = PromptReader.open(model)) {
            row("end tokens", reader.endTokens().stream().sorted().toList());
        }
        row("adapters", model.adapters().stream().map(Path::getFileName).toList());
        row("memory bandwidth", String.format(Locale.ROOT, "%.1f GB/s, measured now", bandwidth / 1e9));
        row(
                "expected speed",
                String.format(
                        Locale.ROOT,
                        "at most %.1f tokens/s for one reply at a time (every token reads %s of weights)",
                        bandwidth / Math.max(read, 1),
                        megabytes(read)));
        return 0;
    }

    private static String requests(ModelFolder model) {
        try {
            Limits limits = Limits.of(model, EngineOptions.defaults());
            return "up to " + limits.context() + " tokens each, " + limits.slots() + " at once, in a cache of at most "
                    + megabytes(limits.cacheBytes()) + " (generate --context, --slots and --cache-gib change that)";
        } catch (IllegalArgumentException e) {
            return "none: " + e.getMessage();
        }
    }

    private static Optional<String> switches(ModelFolder model) {
        return model.graph().choices().switches().stream()
                .min(Comparator.comparingLong(LengthSwitch::limit))
                .map(first -> first.byMaskWidth() && model.shape().cacheLayout() == CacheLayout.SHARED_BUFFER
                        ? "computed in another way beyond " + first.limit()
                                + " tokens: replies that cross are read anew there, exactly"
                        : "at most " + first.limit() + " tokens: beyond them the graph computes in a way that this"
                                + " runner cannot follow");
    }

    private void describe(ClassifierFolder model) {
        row("folder", model.root());
        row("digest", model.digest());
        row("graph", model.root().relativize(model.graphFile()));
        row("kind", "sequence classifier, for rate --classifier");
        row("labels", model.labels());
        row("weights", megabytes(model.graph().weightBytes()));
        row("longest text", model.maxTokens() + " tokens");
    }

    private void row(String name, Object value) {
        out.printf("%-17s %s%n", name, value);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
