package parallax.runner.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.runner.model.onnx.OnnxGraph;

/// A folder that holds a model as people publish it: an ONNX graph with its weights, a tokenizer, a chat
/// template and configuration files. Opening checks it and runs nothing.
///
/// It understands exports of onnxruntime-genai's builder and of Optimum, and onnx-community's `onnx/`
/// layout.
public final class ModelFolder {
    private static final Set<String> KNOWN_DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");
    private static final List<String> CONFIGURATION = List.of(
            "config.json",
            "generation_config.json",
            "genai_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "chat_template.jinja",
            "chat_template.json");

    private final Path root;
    private final Path graphFile;
    private final List<Path> weightFiles;
    private final OnnxGraph graph;
    private final DecoderShape shape;
    private final TextConfiguration text;
    private @Nullable String digest;

    private ModelFolder(Path root, @Nullable String variant) {
        this.root = root;
        JsonNode config = JsonFile.readIfPresent(root.resolve("config.json"));
        JsonNode genaiConfig = JsonFile.readIfPresent(root.resolve("genai_config.json"));
        GraphFiles files = new GraphFiles(root);
        this.graphFile = files.choose(variant, genaiConfig);
        this.graph = GraphFiles.read(graphFile);
        this.weightFiles = files.externalData(graphFile, graph);
        refuseForeignOperators(graph);
        this.shape = new ShapeReader(graph, config, genaiConfig).read();
        this.text = TextConfiguration.read(root, config, genaiConfig);
    }

    /// Opens a folder with its usual graph.
    ///
    /// @throws ModelFolderException saying what is wrong, with the folder's name
    public static ModelFolder open(Path root) {
        return open(root, null);
    }

    /// Opens a folder with one of several graphs, such as `model_q4` or `model_quantized`.
    public static ModelFolder open(Path root, @Nullable String variant) {
        Path folder = root.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new ModelFolderException("the model folder " + root + " does not exist");
        }
        return named("the model folder " + root + " cannot be used", () -> new ModelFolder(folder, variant));
    }

    private static <T> T named(String place, java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ModelFolderException e) {
            throw new ModelFolderException(place + ": " + e.getMessage(), e);
        }
    }

    static void refuseForeignOperators(OnnxGraph graph) {
        for (String domain : graph.domains()) {
            if (!KNOWN_DOMAINS.contains(domain)) {
                throw new ModelFolderException("the graph needs operators of \"" + domain
                        + "\", which only a custom operator library provides; such native code is not loaded");
            }
        }
    }

    public Path root() {
        return root;
    }

    /// The name shown to people: the folder's.
    public String name() {
        return root.getFileName().toString();
    }

    public Path graphFile() {
        return graphFile;
    }

    public OnnxGraph graph() {
        return graph;
    }

    public DecoderShape shape() {
        return shape;
    }

    public TextConfiguration text() {
        return text;
    }

    /// Precision of the weights: that of most of their bytes; quantised formats are named by the
    /// operator that reads them.
    public String precision() {
        return graph.precision();
    }

    /// Files whose content shapes what the model says, in a fixed order, relative to the folder.
    public List<Path> contents() {
        List<Path> files = new ArrayList<>();
        files.add(graphFile);
        files.addAll(weightFiles);
        CONFIGURATION.stream().map(root::resolve).filter(Files::isRegularFile).forEach(files::add);
        return files.stream().map(root::relativize).distinct().sorted().toList();
    }

    /// `sha256:` and the digest over the names and contents of [#contents()]. Computed once; it takes
    /// as long as reading the files.
    public synchronized String digest() {
        if (digest == null) {
            digest = ContentDigest.of(root, contents());
        }
        return digest;
    }

    /// LoRA adapters in the folder.
    public List<Path> adapters() {
        return adaptersIn(root);
    }

    /// LoRA adapters in a folder, which need not be opened.
    public static List<Path> adaptersIn(Path root) {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> file.toString().endsWith(".onnx_adapter"))
                    .sorted()
                    .toList();
        } catch (java.io.IOException e) {
            throw new ModelFolderException(root + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /// The tokenizer's file.
    public Optional<Path> tokenizerFile() {
        Path file = root.resolve("tokenizer.json");
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }
}
