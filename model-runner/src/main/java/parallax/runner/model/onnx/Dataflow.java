package parallax.runner.model.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Which operator makes which value of what, to find where a graph chooses by the length of what it
/// reads.
final class Dataflow {
    private static final int LONGEST_PATH = 64;
    private static final Set<String> ORDER = Set.of("Greater", "GreaterOrEqual", "Less", "LessOrEqual");
    private static final Set<String> SAME_VALUE =
            Set.of("Cast", "Identity", "Squeeze", "Unsqueeze", "Reshape", "Flatten");

    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final List<Node> comparisons = new ArrayList<>();
    private final List<Node> choices = new ArrayList<>();

    record Node(String operator, List<String> inputs, List<String> outputs) {
        String input(int index) {
            return index < inputs.size() ? inputs.get(index) : "";
        }
    }

    /// A whole number that grows with the tokens read: that many, plus an offset.
    private record Length(boolean ofMask, long offset) {
        static Length ofWidth() {
            boolean ofMask = true;
            return new Length(ofMask, 0);
        }

        /// Positions are counted from 0.
        static Length ofHighestPosition() {
            boolean ofMask = false;
            return new Length(ofMask, -1);
        }

        Length plus(long more) {
            return new Length(ofMask, offset + more);
        }
    }

    void add(Node node) {
        node.outputs().forEach(output -> makers.put(output, node));
        if (ORDER.contains(node.operator())) {
            comparisons.add(node);
        } else if (node.operator().equals("If")) {
            choices.add(node);
        }
    }

    /// A constant that is one whole number.
    void add(String name, long number) {
        numbers.put(name, number);
    }

    /// Where the graph chooses by length.
    List<LengthSwitch> switches() {
        return comparisons.stream()
                .map(this::asSwitch)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /// Conditions of branches that nothing here understands: they compare something, and not a length
    /// with a constant.
    List<String> unknownConditions() {
        return choices.stream()
                .map(node -> node.input(0))
                .filter(condition -> dependsOnUnknown(condition))
                .distinct()
                .toList();
    }

    private boolean dependsOnUnknown(String condition) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(condition));
        while (!open.isEmpty()) {
            String value = open.pop();
            Node maker = makers.get(value);
            if (maker == null || !seen.add(value) || asSwitch(maker).isPresent()) {
                continue;
            }
            if (ORDER.contains(maker.operator()) || maker.operator().equals("ReduceMax")) {
                return true;
            }
            open.addAll(maker.inputs());
        }
        return false;
    }

    private Optional<LengthSwitch> asSwitch(Node node) {
        if (!ORDER.contains(node.operator())) {
            return Optional.empty();
        }
        return compared(node, 0, 1).or(() -> compared(node, 1, 0));
    }

    /// length + offset against a constant; the first way is taken up to the limit.
    private Optional<LengthSwitch> compared(Node node, int lengthAt, int constantAt) {
        OptionalLong constant = constant(node.input(constantAt));
        if (constant.isEmpty()) {
            return Optional.empty();
        }
        boolean asksForMore = node.operator().startsWith("Greater") == (lengthAt == 0);
        boolean equalIsMore = node.operator().endsWith("OrEqual") == asksForMore;
        return length(node.input(lengthAt), 0)
                .map(length -> new LengthSwitch(
                        constant.getAsLong() - length.offset() - (equalIsMore ? 1 : 0), length.ofMask()))
                .filter(found -> found.limit() > 1);
    }

    private Optional<Length> length(String value, int depth) {
        Node maker = makers.get(value);
        if (maker == null || depth > LONGEST_PATH) {
            return Optional.empty();
        }
        return switch (maker.operator()) {
            case "Gather" -> isWidth(maker) ? Optional.of(Length.ofWidth()) : Optional.empty();
            case "ReduceMax" ->
                isInput(maker.input(0), "position_ids") ? Optional.of(Length.ofHighestPosition()) : Optional.empty();
            case "Add" -> sum(maker, 0, 1, 1, depth).or(() -> sum(maker, 1, 0, 1, depth));
            case "Sub" -> sum(maker, 0, 1, -1, depth);
            default -> SAME_VALUE.contains(maker.operator()) ? length(maker.input(0), depth + 1) : Optional.empty();
        };
    }

    private Optional<Length> sum(Node node, int lengthAt, int constantAt, int sign, int depth) {
        OptionalLong constant = constant(node.input(constantAt));
        return constant.isEmpty()
                ? Optional.empty()
                : length(node.input(lengthAt), depth + 1).map(length -> length.plus(sign * constant.getAsLong()));
    }

    /// The second size of the attention mask.
    private boolean isWidth(Node gather) {
        OptionalLong index = constant(gather.input(1));
        Node shape = makers.get(gather.input(0));
        return shape != null
                && shape.operator().equals("Shape")
                && isInput(shape.input(0), "attention_mask")
                && index.isPresent()
                && (index.getAsLong() == 1 || index.getAsLong() == -1);
    }

    /// The value itself, or the same numbers in another type or shape.
    private boolean isInput(String value, String input) {
        String at = value;
        for (int depth = 0; depth < LONGEST_PATH && !at.equals(input); depth++) {
            Node maker = makers.get(at);
            if (maker == null || !SAME_VALUE.contains(maker.operator())) {
                return false;
            }
            at = maker.input(0);
        }
        return at.equals(input);
    }

    private OptionalLong constant(String value) {
        String at = value;
        for (int depth = 0; depth < LONGEST_PATH; depth++) {
            Long number = numbers.get(at);
            if (number != null) {
                return OptionalLong.of(number);
            }
            Node maker = makers.get(at);
            if (maker == null || !SAME_VALUE.contains(maker.operator())) {
                return OptionalLong.empty();
            }
            at = maker.input(0);
        }
        return OptionalLong.empty();
    }
}
