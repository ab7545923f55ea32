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
    public static final Asking ALONE = new Asking(true, false, null);

    /// Asked of everybody, and combined into the derived questions.
    public static final Asking FEEDING = new Asking(true, true, null);

    /// @param question the code of an earlier question
    /// @param position its option that opens the gate
    public record Gate(String question, int position) {}
}
