package parallax.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What an Unsure answer counts as. It is chosen once, applied to the data, and named beside every
/// number: on DICES-350 it alone moves Krippendorff's alpha from .161 to .180 to .201.
public enum UnsurePolicy {
    /// Unsure is an option like the others.
    CATEGORY,
    /// Every answer is read as unsafe or not unsafe, and Unsure is not unsafe.
    MERGE,
    /// An Unsure answer is treated as missing.
    DROP;

    /// The policy's name in files and reports: `category`, `merge` or `drop`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The options that remain under this policy.
    ///
    /// @throws IllegalArgumentException when MERGE has nothing to merge towards, or DROP nothing to drop
    public AnswerOptions reduce(AnswerOptions options) {
        return switch (this) {
            case CATEGORY -> options;
            case MERGE -> merged(options);
            case DROP -> dropped(options);
        };
    }

    /// For each declared option its position among the reduced options, or −1 where the answer becomes
    /// missing.
    public int[] mapping(AnswerOptions options) {
        int[] target = new int[options.size()];
        int next = 0;
        for (int k = 0; k < target.length; k++) {
            boolean unsure = options.names().get(k).equals(options.unsure());
            target[k] = switch (this) {
                case CATEGORY -> k;
                case MERGE -> options.isUnsafe(k) ? 1 : 0;
                case DROP -> unsure ? -1 : next++;
            };
        }
        return target;
    }

    private static AnswerOptions merged(AnswerOptions options) {
        List<String> unsafe = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int k = 0; k < options.size(); k++) {
            (options.isUnsafe(k) ? unsafe : rest).add(options.names().get(k));
        }
        if (unsafe.isEmpty() || rest.isEmpty()) {
            throw new IllegalArgumentException(
                    "Merging Unsure into not-unsafe needs an unsafe option and another one in " + options.names());
        }
        return AnswerOptions.of(String.join("/", rest), String.join("/", unsafe))
                .withUnsafe(String.join("/", unsafe));
    }

    private static AnswerOptions dropped(AnswerOptions options) {
        if (options.unsure() == null || options.size() == 1) {
            throw new IllegalArgumentException(
                    "Dropping Unsure needs a declared unsure option beside others in " + options.names());
        }
        int unsure = options.indexOf(options.unsure());
        List<String> names = new ArrayList<>(options.names());
        List<Double> values = new ArrayList<>(options.values());
        names.remove(unsure);
        values.remove(unsure);
        return new AnswerOptions(names, Set.copyOf(options.unsafe()), null, values);
    }
}
