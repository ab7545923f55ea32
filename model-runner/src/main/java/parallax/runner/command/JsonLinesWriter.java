package parallax.runner.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.Outcome;
import parallax.runner.Streaming;

/// One JSON object per line. Interrupted replies are left out, so that what is printed is complete and
/// the rest can be asked for again.
final class JsonLinesWriter implements ReplyWriter {
    private final PrintStream out;
    private final List<PromptFile.Prompt> prompts;

    /// @param prompts in the order of their numbers
    JsonLinesWriter(PrintStream out, List<PromptFile.Prompt> prompts) {
        this.out = out;
        this.prompts = prompts;
    }

    @Override
    public Consumer<String> listener(int index) {
        return Streaming.NONE;
    }

    @Override
    public void finished(int index, GenerationRequest request, Outcome outcome) {
        ObjectNode line = JsonLines.line();
        JsonNode id = prompts.get((int) request.prompt()).id();
        if (id != null) {
            line.set("id", id);
        }
        line.put("prompt", request.prompt());
        line.put("sample", request.sample());
        switch (outcome) {
            case Outcome.Failed failed -> line.put("error", failed.reason());
            case Outcome.Generated generated -> {
                if (generated.finishReason() == FinishReason.CANCELLED) {
                    return;
                }
                line.put("text", generated.text());
                if (generated.reasoning() != null) {
                    line.put("reasoning", generated.reasoning());
                }
                line.set("token_ids", JsonLines.tree(generated.tokenIds()));
                line.put("finish_reason", generated.finishReason().name().toLowerCase(Locale.ROOT));
                if (generated.logprobs() != null) {
                    line.set("logprobs", JsonLines.tree(generated.logprobs()));
                }
                line.set("provenance", JsonLines.tree(generated.provenance()));
            }
        }
        JsonLines.write(out, line);
    }
}
