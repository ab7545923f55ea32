package parallax.runner.rate;

import parallax.runner.Outcome;

/// How a chat model answered a question.
public sealed interface RubricAnswer {
    /// One of the options.
    ///
    /// @param option its number, from 0
    record Chosen(int option, Outcome.Generated reply) implements RubricAnswer {}

    /// A reply that names no option, or several. It is not an answer and is never counted as one.
    record Unclear(Outcome.Generated reply) implements RubricAnswer {}

    /// No reply.
    record Failed(String reason) implements RubricAnswer {}
}
