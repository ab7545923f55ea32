package parallax.runner.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    private final Outcome.@Nullable Generated prior;
    private int chosen;
    private int unclear;
    private int failed;

    /// @param prior what was answered to no conversation; null where answers are free
    AnswerWriter(PrintStream out, RubricRater rater, List<RateCommand.Item> items, Outcome.@Nullable Generated prior) {
        this.out = out;
        this.rater = rater;
        this.items = items;
        this.prior = prior;
    }

    String tally() {
        return chosen + " answers, " + unclear + " unclear, " + failed + " failed";
    }

    /// Whether there were replies and none of them was an answer.
    boolean hasReadNothing() {
        return chosen == 0 && unclear > 0;
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

    private void said(ObjectNode line, Outcome.Generated reply) {
        if (prior != null) {
            line.set("probabilities", JsonLines.tree(rater.shares(reply)));
            line.set("probabilities_without_prior", JsonLines.tree(rater.sharesWithoutPrior(reply, prior)));
            line.put("probability_of_any_option", rater.lettersShare(reply));
        }
        line.put("reply", reply.text());
        if (reply.reasoning() != null) {
            line.put("reasoning", reply.reasoning());
        }
        line.set("provenance", JsonLines.tree(reply.provenance()));
    }
}
