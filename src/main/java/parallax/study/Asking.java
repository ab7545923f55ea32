package parallax.study;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How a question is put to raters, whatever its type.
///
/// @param required whether a judgment without an answer to it is incomplete
/// @param feeding whether its answer is combined into the derived questions
/// @param gate what must have been chosen before for it to be asked; null: it always is
public record Asking(
        boolean required, boolean feeding, @Nullable Gate gate) {
    private static final boolean REQUIRED = true;
    private static final boolean FEEDS = true;

    /// Asked of everybody, and no part of a combined answer.
    public static final Asking ALONE = new Asking(REQUIRED, !FEEDS, null);

    /// Asked of everybody, and combined into the derived questions.
    public static final Asking FEEDING = new Asking(REQUIRED, FEEDS, null);

    /// Put to everybody, who may pass it over.
    public static final Asking OPTIONAL = new Asking(!REQUIRED, !FEEDS, null);

    /// The same, asked only of those for whom the gate is open.
    public Asking behind(@Nullable Gate opened) {
        return new Asking(required, feeding, opened);
    }

    /// @param question the code of an earlier question that is answered with options
    /// @param positions its options, any of which opens the gate
    public record Gate(String question, Set<Integer> positions) {
        public Gate {
            Rubric.require(!positions.isEmpty(), "the gate of '" + question + "' is opened by nothing");
            positions = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(positions));
        }

        public Gate(String question, int position) {
            this(question, Set.of(position));
        }
    }
}
