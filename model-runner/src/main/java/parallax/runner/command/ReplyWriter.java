package parallax.runner.command;

import java.util.function.Consumer;
import parallax.runner.GenerationRequest;
import parallax.runner.Outcome;

/// Prints replies in the order of their requests.
interface ReplyWriter {
    /// Who listens to a reply while it is written.
    Consumer<String> listener(int index);

    /// A reply is complete; called in order of the requests.
    void finished(int index, GenerationRequest request, Outcome outcome);
}
