package parallax.study;

import org.jspecify.annotations.Nullable;

/// How a question is put to raters, whatever its type.
///
/// @param required whether a judgment without an answer to it is incomplete
/// @param feeding whether its answer is combined into the derived questions
/// @param gate what must have been chosen before for it to be asked; null: it always is
public record Asking(
        boolean required, boolean feeding, @Nullable Gate gate) {
    /// Asked of everybody, and no part of a combined answer.
    public static final Asking ALONE = always(Part.ALONE);

    /// Asked of everybody, and combined into the derived questions.
    public static final Asking FEEDING = always(Part.FEEDING);

    private enum Part {
        ALONE,
        FEEDING
    }

    private static Asking always(Part part) {
        boolean required = true;
        return new Asking(required, part == Part.FEEDING, null);
    }

    /// The same, asked only of those for whom the gate is open.
    public Asking behind(Gate opened) {
        return new Asking(required, feeding, opened);
    }

    /// @param question the code of an earlier question
    /// @param position its option that opens the gate
    public record Gate(String question, int position) {}
}
