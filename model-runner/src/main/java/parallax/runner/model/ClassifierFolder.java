package parallax.runner.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import parallax.runner.model.onnx.OnnxGraph;

/// A folder with a sequence classifier: an ONNX graph that takes token ids and gives one logit per
/// label.
///
/// @param labels names of the labels, in the order of the logits, from `id2label` of config.json
/// @param hasSeveral whether a text can have several labels at once, each with a probability of its own
/// @param maxTokens the longest text that the model was made for
public record ClassifierFolder(
        Path root,
        Path graphFile,
        OnnxGraph graph,
        List<String> labels,
        boolean hasSeveral,
        int maxTokens,
        String digest) {
    private static final String SINGLE = "single_label_classification";
    private static final String MULTIPLE = "multi_label_classification";

    private static final Set<String> KNOWN_INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");

    public ClassifierFolder {
        labels = List.copyOf(labels);
    }

    /// @throws ModelFolderException saying what is wrong, with the folder's name
    public static ClassifierFolder open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            return read(root);
        } catch (ModelFolderException e) {
            throw new ModelFolderException("the classifier folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static ClassifierFolder read(Path root) {
        if (!Files.isDirectory(root)) {
            throw new ModelFolderException("it does not exist");
        }
        JsonNode config = JsonFile.readIfPresent(root.resolve("config.json"));
        GraphFiles files = new GraphFiles(root);
        Path graphFile = files.choose(null, com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        OnnxGraph graph = GraphFiles.read(graphFile);
        List<Path> weights = files.externalData(graphFile, graph);
        ModelFolder.refuseForeignOperators(graph);
        requireClassifier(graph);
        List<Path> contents = Stream.concat(
                        Stream.concat(Stream.of(graphFile), weights.stream()),
                        Stream.of("config.json", "tokenizer.json").map(root::resolve))
                .filter(Files::isRegularFile)
                .map(root::relativize)
                .sorted()
                .toList();
        int maxTokens = config.path("max_position_embeddings").asInt(512);
        return new ClassifierFolder(
                root,
                graphFile,
                graph,
                labels(config),
                hasSeveral(config),
                maxTokens,
                ContentDigest.of(root, contents));
    }

    private static void requireClassifier(OnnxGraph graph) {
        if (graph.input("input_ids").isEmpty() || graph.output("logits").isEmpty()) {
            throw new ModelFolderException("the graph needs the input input_ids and the output logits");
        }
        for (OnnxGraph.Value input : graph.inputs()) {
            if (!KNOWN_INPUTS.contains(input.name())) {
                throw new ModelFolderException(
                        "the graph needs the input \"" + input.name() + "\", so it is not a sequence classifier");
            }
        }
    }

    private static boolean hasSeveral(JsonNode config) {
        String problem = config.path("problem_type").asText("null");
        return switch (problem) {
            case "null", SINGLE -> false;
            case MULTIPLE -> true;
            default ->
                throw new ModelFolderException("config.json says that it is made for \"" + problem
                        + "\"; this runner knows " + SINGLE + " and " + MULTIPLE);
        };
    }

    private static List<String> labels(JsonNode config) {
        JsonNode named = config.path("id2label");
        List<String> labels = new ArrayList<>();
        while (named.has(Integer.toString(labels.size()))) {
            labels.add(named.get(Integer.toString(labels.size())).asText());
        }
        if (labels.size() < 2 || labels.size() != named.size()) {
            throw new ModelFolderException("config.json must name at least two labels in id2label, numbered from 0");
        }
        return labels;
    }
}
