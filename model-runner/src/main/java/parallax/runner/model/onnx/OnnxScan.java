package parallax.runner.model.onnx;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the skeleton of an ONNX file: inputs, outputs, operators and where the weights are. The
/// weights themselves are skipped. Field numbers are those of `onnx.proto`.
///
/// Before anything is handed to ONNX Runtime, this finds what a broken or hostile file would do: a
/// truncated message, a tensor that claims more than the file holds, a node that reads what nothing
/// produces.
final class OnnxScan {
    private static final int MAX_DEPTH = 16;
    private static final int USUAL_BLOCK_BITS = 4;

    /// Where GroupQueryAttention takes the weights that normalise queries.
    private static final int NORM_INPUT = 14;

    private static final long NO_NUMBER = Long.MIN_VALUE;

    private final List<OnnxGraph.Value> inputs = new ArrayList<>();
    private final List<OnnxGraph.Value> outputs = new ArrayList<>();
    private final Map<String, Integer> operators = new HashMap<>();
    private final Map<String, Long> externalData = new HashMap<>();
    private final Set<String> domains = new HashSet<>();
    private final Set<String> ownDomains = new HashSet<>();
    private final Map<Integer, Long> weightTypes = new HashMap<>();
    private final Map<Integer, Integer> blockBits = new HashMap<>();
    private final Set<String> produced = new HashSet<>();
    private final Map<String, String> read = new HashMap<>();
    private final Map<String, Long> initializers = new HashMap<>();
    private final Set<String> readWhole = new HashSet<>();
    private final Dataflow flow = new Dataflow();
    private Attention attention = Attention.PLAIN;

    /// An attribute's name, and its number if it has one.
    private record Attribute(String name, long number) {}

    static OnnxGraph of(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            if (channel.size() == 0) {
                throw new BrokenGraphException("it is empty");
            }
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new OnnxScan().model(new ProtobufCursor(bytes));
        } catch (IOException e) {
            throw new BrokenGraphException("it cannot be read: " + e.getMessage(), e);
        }
    }

    private OnnxGraph model(ProtobufCursor model) {
        boolean found = false;
        while (model.next()) {
            switch (model.field()) {
                case 7 -> {
                    graph(model.message(), 0);
                    found = true;
                }
                case 25 -> function(model.message());
                default -> model.skip();
            }
        }
        if (!found) {
            throw new BrokenGraphException("not a whole ONNX file: it contains no graph");
        }
        requireEveryReadIsProduced();
        domains.removeAll(ownDomains);
        inputs.removeIf(value -> initializers.containsKey(value.name()));
        long tables = initializers.entrySet().stream()
                .filter(weight -> !readWhole.contains(weight.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new OnnxGraph(
                inputs,
                outputs,
                operators,
                externalData,
                domains,
                new Weights(weightTypes, tables, blockBits),
                attention,
                new OnnxGraph.Choices(flow.switches(), flow.unknownConditions()));
    }

    private void requireEveryReadIsProduced() {
        for (Map.Entry<String, String> entry : read.entrySet()) {
            if (!produced.contains(entry.getKey())) {
                throw new BrokenGraphException("the export is broken: operator " + entry.getValue() + " reads \""
                        + entry.getKey() + "\", which neither a weight nor another operator provides; export the model"
                        + " again (quantised exports with tied embeddings are known to lose this weight)");
            }
        }
    }

    private void graph(ProtobufCursor graph, int depth) {
        if (depth > MAX_DEPTH) {
            throw new BrokenGraphException("graphs nested more than " + MAX_DEPTH + " deep");
        }
        while (graph.next()) {
            switch (graph.field()) {
                case 1 -> node(graph.message(), depth);
                case 5 -> {
                    TensorScan weight = new TensorScan(weightTypes, externalData);
                    String name = weight.tensor(graph.message());
                    produced.add(name);
                    weight.wholeNumber().ifPresent(number -> flow.add(name, number));
                    initializers.merge(name, weight.bytes(), Long::sum);
                }
                case 11 -> declare(graph.message(), depth == 0 ? inputs : null);
                case 12 -> {
                    OnnxGraph.Value output = value(graph.message());
                    if (depth == 0) {
                        outputs.add(output);
                    }
                }
                case 15 -> sparse(graph.message());
                default -> graph.skip();
            }
        }
    }

    private void declare(ProtobufCursor info, @Nullable List<OnnxGraph.Value> into) {
        OnnxGraph.Value declared = value(info);
        produced.add(declared.name());
        if (into != null) {
            into.add(declared);
        }
    }

    private void sparse(ProtobufCursor sparse) {
        while (sparse.next()) {
            if (sparse.field() == 1 || sparse.field() == 2) {
                produced.add(new TensorScan(weightTypes, externalData).tensor(sparse.message()));
            } else {
                sparse.skip();
            }
        }
    }

    private void node(ProtobufCursor node, int depth) {
        String operator = "";
        Map<String, Long> numbers = new HashMap<>();
        List<String> inputNames = new ArrayList<>();
        List<String> outputNames = new ArrayList<>();
        while (node.next()) {
            switch (node.field()) {
                case 1 -> inputNames.add(node.string());
                case 2 -> outputNames.add(node.string());
                case 4 -> operator = node.string();
                case 5 -> {
                    Attribute attribute = attribute(node.message(), depth);
                    numbers.put(attribute.name(), attribute.number());
                }
                case 7 -> domains.add(node.string());
                default -> node.skip();
            }
        }
        produced.addAll(outputNames);
        operators.merge(operator, 1, Integer::sum);
        noteFlow(new Dataflow.Node(operator, inputNames, outputNames), numbers);
        if (operator.equals("MatMulNBits")) {
            int bits = numbers.getOrDefault("bits", 0L).intValue();
            blockBits.merge(bits == 0 ? USUAL_BLOCK_BITS : bits, 1, Integer::sum);
        }
        boolean lookup = operator.equals("Gather") || operator.equals("GatherBlockQuantized");
        for (String name : inputNames) {
            if (!name.isEmpty()) {
                read.putIfAbsent(name, operator);
                if (!lookup) {
                    readWhole.add(name);
                }
            }
        }
    }

    private void noteFlow(Dataflow.Node node, Map<String, Long> numbers) {
        flow.add(node);
        if (node.operator().equals("Constant") && node.outputs().size() == 1) {
            for (String value : List.of("value", "value_int")) {
                long number = numbers.getOrDefault(value, NO_NUMBER);
                if (number != NO_NUMBER) {
                    flow.add(node.outputs().getFirst(), number);
                }
            }
        }
        if (node.operator().equals("GroupQueryAttention")) {
            boolean rolls = numbers.getOrDefault("sliding_window_cache", 0L) == 1;
            int window = numbers.getOrDefault("local_window_size", 0L).intValue();
            attention = new Attention(
                    rolls ? Math.max(attention.rollingWindow(), window) : attention.rollingWindow(),
                    attention.hasNorms() || !node.input(NORM_INPUT).isEmpty());
        }
    }

    private Attribute attribute(ProtobufCursor attribute, int depth) {
        String name = "";
        long number = NO_NUMBER;
        while (attribute.next()) {
            switch (attribute.field()) {
                case 1 -> name = attribute.string();
                case 3 -> number = attribute.varint();
                case 5, 10 -> {
                    TensorScan tensor = new TensorScan(weightTypes, externalData);
                    tensor.tensor(attribute.message());
                    number = tensor.wholeNumber().orElse(NO_NUMBER);
                }
                case 6, 11 -> graph(attribute.message(), depth + 1);
                default -> attribute.skip();
            }
        }
        return new Attribute(name, number);
    }

    /// A function of the file's own: its domain needs no library. Its values have a scope of their own.
    private void function(ProtobufCursor function) {
        while (function.next()) {
            switch (function.field()) {
                case 4, 5 -> produced.add(function.string());
                case 7 -> node(function.message(), 1);
                case 10 -> ownDomains.add(function.string());
                default -> function.skip();
            }
        }
    }

    private static OnnxGraph.Value value(ProtobufCursor info) {
        String name = "";
        int elementType = 0;
        List<Long> dimensions = List.of();
        while (info.next()) {
            if (info.field() == 1) {
                name = info.string();
            } else if (info.field() == 2) {
                ProtobufCursor type = info.message();
                while (type.next()) {
                    if (type.field() != 1) {
                        type.skip();
                        continue;
                    }
                    ProtobufCursor tensor = type.message();
                    while (tensor.next()) {
                        switch (tensor.field()) {
                            case 1 -> elementType = (int) tensor.varint();
                            case 2 -> dimensions = dimensions(tensor.message());
                            default -> tensor.skip();
                        }
                    }
                }
            } else {
                info.skip();
            }
        }
        return new OnnxGraph.Value(name, elementType, dimensions);
    }

    private static List<Long> dimensions(ProtobufCursor shape) {
        List<Long> sizes = new ArrayList<>();
        while (shape.next()) {
            if (shape.field() != 1) {
                shape.skip();
                continue;
            }
            long size = -1;
            ProtobufCursor dimension = shape.message();
            while (dimension.next()) {
                if (dimension.field() == 1) {
                    size = dimension.varint();
                } else {
                    dimension.skip();
                }
            }
            sizes.add(size);
        }
        return sizes;
    }
}
