package parallax.runner.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.runner.model.onnx.BrokenGraphException;
import parallax.runner.model.onnx.OnnxGraph;

/// Finds the graph to run in a model folder and keeps every path inside it.
final class GraphFiles {
    private static final List<String> USUAL =
            List.of("model.onnx", "onnx/model.onnx", "onnx/decoder_model_merged.onnx", "decoder_model_merged.onnx");

    private final Path root;

    GraphFiles(Path root) {
        this.root = root;
    }

    /// The graph file: the variant asked for, else what genai_config.json names, else the usual name,
    /// else the only one.
    Path choose(@Nullable String variant, JsonNode genaiConfig) {
        if (variant != null) {
            return variant(variant);
        }
        String named = genaiConfig.at("/model/decoder/filename").asText("");
        if (!named.isEmpty()) {
            return inside(named, "genai_config.json");
        }
        for (String usual : USUAL) {
            if (Files.isRegularFile(root.resolve(usual))) {
                return inside(usual, "the folder");
            }
        }
        List<Path> all = all();
        if (all.size() == 1) {
            return inside(root.relativize(all.getFirst()).toString(), "the folder");
        }
        if (all.isEmpty()) {
            throw new ModelFolderException(
                    "no .onnx file in it or in its folder onnx/; this runner needs an ONNX export"
                            + " of the model (PyTorch and GGUF weights are not read)");
        }
        throw new ModelFolderException("it holds " + all.size() + " graphs and none has the usual name; name one of: "
                + String.join(", ", all.stream().map(GraphFiles::variantName).toList()));
    }

    /// The graph of a file; an error names the file.
    static OnnxGraph read(Path graphFile) {
        try {
            return OnnxGraph.read(graphFile);
        } catch (BrokenGraphException e) {
            throw new ModelFolderException(graphFile.getFileName() + ": " + e.getMessage(), e);
        }
    }

    private Path variant(String variant) {
        for (Path candidate : all()) {
            if (variantName(candidate).equals(variant)) {
                return inside(root.relativize(candidate).toString(), "the folder");
            }
        }
        throw new ModelFolderException("there is no variant \"" + variant + "\"; there are: "
                + String.join(", ", all().stream().map(GraphFiles::variantName).toList()));
    }

    private static String variantName(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".onnx".length());
    }

    private List<Path> all() {
        return Stream.of(root, root.resolve("onnx"))
                .filter(Files::isDirectory)
                .flatMap(GraphFiles::onnxFiles)
                .sorted()
                .toList();
    }

    private static Stream<Path> onnxFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".onnx")).toList().stream();
        } catch (IOException e) {
            throw new ModelFolderException(folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /// An existing file of the folder, symbolic links followed only to other files of the folder or of the
    /// hub's cache entry that it belongs to.
    Path inside(String name, String namedBy) {
        return insideOf(root, name, namedBy);
    }

    /// The external weight files beside the graph, each long enough for what the graph reads from it.
    List<Path> externalData(Path graphFile, OnnxGraph graph) {
        Path folder = Objects.requireNonNull(graphFile.getParent());
        return graph.externalData().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(entry -> {
                    Path file = insideOf(
                            folder, entry.getKey(), graphFile.getFileName().toString());
                    requireLength(file, entry.getValue());
                    return file;
                })
                .toList();
    }

    private static void requireLength(Path file, long needed) {
        try {
            if (Files.size(file) < needed) {
                throw new ModelFolderException(file.getFileName() + " is cut off: it has " + Files.size(file)
                        + " bytes, the graph reads up to " + needed + "; download it again");
            }
        } catch (IOException e) {
            throw new ModelFolderException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Path insideOf(Path folder, String name, String namedBy) {
        Path candidate;
        try {
            candidate = folder.resolve(name).normalize();
        } catch (java.nio.file.InvalidPathException e) {
            throw new ModelFolderException(namedBy + " names the impossible file \"" + name + "\"", e);
        }
        if (Path.of(name).isAbsolute() || !candidate.startsWith(folder)) {
            throw new ModelFolderException(
                    namedBy + " names \"" + name + "\", which lies outside the model folder; that is not read");
        }
        if (!Files.isRegularFile(candidate)) {
            throw new ModelFolderException(namedBy + " names \"" + name + "\", which is missing");
        }
        try {
            Path real = candidate.toRealPath();
            Path home = root.toRealPath();
            if (!real.startsWith(home) && !blobs(home).filter(real::startsWith).isPresent()) {
                throw new ModelFolderException(namedBy + " names \"" + name
                        + "\", a link that leads out of the model folder; that is not read");
            }
        } catch (IOException e) {
            throw new ModelFolderException(name + " cannot be read: " + e.getMessage(), e);
        }
        return candidate;
    }

    /// Where a hub's cache keeps the contents of a folder `models--owner--name/snapshots/revision`, whose
    /// files are links into it; empty for any other folder.
    private static Optional<Path> blobs(Path home) throws IOException {
        Path snapshots = home.getParent();
        if (snapshots == null || !snapshots.endsWith("snapshots")) {
            return Optional.empty();
        }
        Path entry = snapshots.getParent();
        if (entry == null || entry.getFileName() == null) {
            return Optional.empty();
        }
        Path blobs = entry.resolve("blobs");
        boolean isCache = entry.getFileName().toString().startsWith("models--") && Files.isDirectory(blobs);
        return isCache ? Optional.of(blobs.toRealPath()).filter(real -> real.startsWith(entry)) : Optional.empty();
    }
}
