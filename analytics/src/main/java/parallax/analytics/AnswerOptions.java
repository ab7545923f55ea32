package parallax.analytics;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The declared options of one closed single-choice question, in their order: for example No, Unsure,
/// Yes.
///
/// The order matters twice: ordinal metrics read it as a scale, and a tie between options goes to the
/// first declared.
///
/// @param names  the options in declared order, 1 to 127 of them, no two the same
/// @param unsafe the options that say "unsafe"; may be empty, and then everything about P(unsafe) is
///     undefined
/// @param unsure the option that says "cannot tell", or null when the question has none
/// @param values one number for each option, for interval metrics; 0, 1, 2 … unless given
public record AnswerOptions(
        List<String> names, Set<String> unsafe, @Nullable String unsure, List<Double> values) {

    /// Answers are stored in one signed byte each.
    public static final int MOST_OPTIONS = 127;

    public AnswerOptions {
        names = List.copyOf(names);
        unsafe = Set.copyOf(unsafe);
        values = List.copyOf(values);
        require(
                !names.isEmpty() && names.size() <= MOST_OPTIONS,
                "A question has 1 to 127 options, not " + names.size());
        require(new HashSet<>(names).size() == names.size(), "Two options share a name in " + names);
        require(names.containsAll(unsafe), "An unsafe option in " + unsafe + " is not one of " + names);
        require(unsure == null || names.contains(unsure), "The unsure option " + unsure + " is not one of " + names);
        require(unsure == null || !unsafe.contains(unsure), "The option " + unsure + " cannot be unsure and unsafe");
        require(values.size() == names.size(), values.size() + " values were given for " + names.size() + " options");
        require(values.stream().allMatch(Double::isFinite), "An option's value must be finite in " + values);
    }

    /// Options of which none is unsafe or unsure, valued 0, 1, 2 …
    public static AnswerOptions of(String... names) {
        return new AnswerOptions(List.of(names), Set.of(), null, ranks(names.length));
    }

    public AnswerOptions withUnsafe(String... unsafeNames) {
        return new AnswerOptions(names, Set.of(unsafeNames), unsure, values);
    }

    public AnswerOptions withUnsure(@Nullable String unsureName) {
        return new AnswerOptions(names, unsafe, unsureName, values);
    }

    public AnswerOptions withValues(List<Double> optionValues) {
        return new AnswerOptions(names, unsafe, unsure, optionValues);
    }

    public int size() {
        return names.size();
    }

    public boolean isUnsafe(int option) {
        return unsafe.contains(names.get(option));
    }

    /// The position of a named option in declared order.
    ///
    /// @throws IllegalArgumentException naming the options when there is none of that name
    public int indexOf(String name) {
        int index = names.indexOf(name);
        require(index >= 0, "\"" + name + "\" is not one of the options " + names);
        return index;
    }

    static List<Double> ranks(int options) {
        return IntStream.range(0, options).mapToObj(k -> (double) k).toList();
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
