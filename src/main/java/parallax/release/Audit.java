package parallax.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an attack on a release found out.
///
/// @param tables how many tables of item, group and option were attacked
/// @param hidden how many hidden counts it tried to find out
/// @param given those that it found out, or bounded more closely than the study allows, or came to no end with
/// @param closest of the hidden totals, the one that it bounded most closely; null where no total is hidden
/// @param finished whether it came to an end in the time that it had
public record Audit(
        int tables,
        long hidden,
        List<Finding> given,
        @Nullable Finding closest,
        boolean finished,
        long tookMs) {
    public Audit {
        given = List.copyOf(given);
    }

    public boolean passed() {
        return finished && given.isEmpty();
    }

    /// A hidden count and what it must be between.
    ///
    /// @param option empty for the number of raters
    /// @param item its code; empty for all items together
    /// @param group “Everyone” for everybody on one item
    /// @param earlier whether it is of the release before, which the new one would give away
    /// @param low null, as high is, where the attack came to no end
    public record Finding(
            String question,
            String axis,
            String option,
            String item,
            String group,
            boolean earlier,
            @Nullable Long low,
            @Nullable Long high) {
        /// As a page tells it: “age: 60 or older, Q1, Unsafe: 0 to 41”.
        public String inWords() {
            String who = axis.isEmpty() ? group : axis + ": " + group;
            String what = (question.isEmpty() ? "" : ", " + question)
                    + ", " + (option.isEmpty() ? "raters" : "“" + option + "”")
                    + (item.isEmpty() ? "" : ", item " + item)
                    + (earlier ? ", in the release before" : "");
            return who + what + ": " + (low == null ? "the attack came to no end" : low + " to " + high);
        }
    }
}
