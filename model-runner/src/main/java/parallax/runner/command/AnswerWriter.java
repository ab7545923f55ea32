package parallax.runner.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.Outcome;
import parallax.runner.Streaming;
import parallax.runner.rate.RubricAnswer;
import parallax.runner.rate.RubricRater;

/// A machine rater's answers, one JSON object per line; interrupted ones are left out.
final class AnswerWriter implements ReplyWriter {
    private final PrintStream out;
    private final RubricRater rater;
    private final List<RateCommand.Item> items;
    private int chosen;
    private int unclear;
    private int failed;

    AnswerWriter(PrintStream out, RubricRater rater, List<RateCommand.Item> items) {
        this.out = out;
        this.rater = rater;
        this.items = items;
    }

    String tally() {
        return chosen + " answers, " + unclear + " unclear, " + failed + " failed";
    }

    @Override
    public Consumer<String> listener(int index) {
        return Streaming.NONE;
    }

    @Override
    public void finished(int index, GenerationRequest request, Outcome outcome) {
        if (outcome instanceof Outcome.Generated reply && reply.finishReason() == FinishReason.CANCELLED) {
            return;
        }
        ObjectNode line = JsonLines.line()
                .put("item", items.get((int) request.prompt()).id())
                .put("sample", request.sample());
        switch (rater.answer(outcome)) {
            case RubricAnswer.Chosen answer -> {
                chosen++;
                line.put("answer", rater.question().options().get(answer.option()));
                said(line, answer.reply());
            }
            case RubricAnswer.Unclear answer -> {
                unclear++;
                line.putNull("answer");
                said(line, answer.reply());
            }
            case RubricAnswer.Failed answer -> {
                failed++;
                line.put("error", answer.reason());
            }
        }
        JsonLines.write(out, line);
    }

    private static void said(ObjectNode line, Outcome.Generated reply) {
        line.put("reply", reply.text());
        line.set("provenance", JsonLines.tree(reply.provenance()));
    }
}
