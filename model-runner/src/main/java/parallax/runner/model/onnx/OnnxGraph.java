package parallax.runner.model.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an ONNX file says about itself, without its weights.
///
/// @param inputs the main graph's inputs that are not weights
/// @param operators how often each operator occurs, subgraphs and functions included
/// @param externalData files with weights, as written in the file, with the length each must have at
///     least
/// @param domains operator sets used by nodes and not defined by the file's own functions
/// @param choices where it computes in one of two ways
public record OnnxGraph(
        List<Value> inputs,
        List<Value> outputs,
        Map<String, Integer> operators,
        Map<String, Long> externalData,
        Set<String> domains,
        Weights weights,
        Attention attention,
        Choices choices) {
    public OnnxGraph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        operators = Map.copyOf(operators);
        externalData = Map.copyOf(externalData);
        domains = Set.copyOf(domains);
    }

    /// @param switches where all rows of a run are computed in one of two ways, by their length
    /// @param unknown conditions of other branches, which nothing here understands
    public record Choices(List<LengthSwitch> switches, List<String> unknown) {
        public static final Choices NONE = new Choices(List.of(), List.of());

        public Choices {
            switches = List.copyOf(switches);
            unknown = List.copyOf(unknown);
        }
    }

    /// Reads a file's skeleton.
    ///
    /// @throws BrokenGraphException if it is not a whole ONNX file, or its parts contradict each other
    public static OnnxGraph read(Path file) {
        return OnnxScan.of(file);
    }

    /// The number format of the weights: that of most of their bytes; quantised formats are named by
    /// the operator that reads them: `fp32`, `fp16`, `int8`, `int4`, … or `unknown`.
    public String precision() {
        return Precision.of(this);
    }

    /// A graph's input or output.
    ///
    /// @param elementType ONNX element type, see [ElementType]
    /// @param dimensions sizes; −1 where the size is symbolic
    public record Value(String name, int elementType, List<Long> dimensions) {
        public Value {
            dimensions = List.copyOf(dimensions);
        }
    }

    public Optional<Value> input(String name) {
        return inputs.stream().filter(value -> value.name().equals(name)).findFirst();
    }

    public Optional<Value> output(String name) {
        return outputs.stream().filter(value -> value.name().equals(name)).findFirst();
    }

    public boolean uses(String operator) {
        return operators.containsKey(operator);
    }

    public long weightBytes() {
        return weights.bytes();
    }

    /// Bytes of weights that every token has to read, at least.
    public long bytesReadPerToken() {
        return weightBytes() - weights.tableBytes();
    }
}
