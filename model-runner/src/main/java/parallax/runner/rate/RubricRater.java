package parallax.runner.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parallax.runner.Engine;
import parallax.runner.FinishReason;
import parallax.runner.GenerationRequest;
import parallax.runner.Message;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.SamplerSettings;

/// A chat model as a machine rater: it is shown a conversation, a question and its options, after worked
/// examples if there are any, and answers with an option's letter.
///
/// The examples come first and in one order, so that an engine reads them once for all conversations.
///
/// @param question what is asked
/// @param examples conversations with the option that is right for them; empty for zero-shot
/// @param sampler how the reply is drawn
public record RubricRater(RubricQuestion question, List<Example> examples, SamplerSettings sampler) {
    private static final String NO_WORD = "[^\\p{L}\\p{N}]*";
    private static final Pattern LETTER = Pattern.compile(
            NO_WORD + "(?:(?:(?:my|the) )?(?:final )?(?:answer|option|choice)(?: is)?" + NO_WORD
                    + ")?(?<letter>[A-Z])(?<rest>(?:[^\\p{L}\\p{N}'’].*)?)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    public RubricRater {
        examples = List.copyOf(examples);
        for (Example example : examples) {
            if (example.option() < 0 || example.option() >= question.options().size()) {
                throw new IllegalArgumentException("an example answers with option " + example.option()
                        + ", but there are " + question.options().size());
            }
        }
    }

    /// A conversation with its answer.
    public record Example(String conversation, int option) {}

    /// Asks about a conversation and waits for the answer.
    public RubricAnswer rate(Engine engine, long item, int occasion, String conversation, long seed) {
        return answer(engine.submit(request(item, occasion, conversation, seed)).await());
    }

    /// What asks an engine about a conversation.
    ///
    /// @param item its number, which keys the random numbers
    /// @param occasion which time this conversation is rated
    public GenerationRequest request(long item, int occasion, String conversation, long seed) {
        return new GenerationRequest(
                item, occasion, new ModelInput.Conversation(messages(conversation)), sampler, seed);
    }

    /// What was answered to such a request.
    public RubricAnswer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> new RubricAnswer.Failed(failed.reason());
            case Outcome.Generated reply -> read(reply);
        };
    }

    /// The messages that ask about a conversation.
    List<Message> messages(String conversation) {
        List<Message> messages = new ArrayList<>();
        for (Example example : examples) {
            messages.add(Message.user(asked(example.conversation())));
            messages.add(new Message("assistant", String.valueOf(RubricQuestion.letter(example.option()))));
        }
        messages.add(Message.user(asked(conversation)));
        return messages;
    }

    private String asked(String conversation) {
        StringBuilder text = new StringBuilder(
                "Here is a conversation between a person and a chatbot, and a question about it.\n-----\n");
        text.append(conversation).append("\n-----\n").append(question.text()).append('\n');
        for (int i = 0; i < question.options().size(); i++) {
            text.append(RubricQuestion.letter(i))
                    .append(". ")
                    .append(question.options().get(i))
                    .append('\n');
        }
        return text.append("Answer with one letter only.").toString();
    }

    /// The option that a reply chooses: its letter alone, maybe introduced (“The answer is B.”) or followed by
    /// the option's own text (“B. No”), or that text alone. A reply that says more chooses nothing: “not B”
    /// names a letter too.
    RubricAnswer read(Outcome.Generated reply) {
        if (reply.finishReason() == FinishReason.CANCELLED) {
            return new RubricAnswer.Failed("the reply was cut off");
        }
        String text = reply.text().strip();
        Matcher letter = LETTER.matcher(text);
        if (letter.matches()) {
            int option = letter.group("letter").toUpperCase(Locale.ROOT).charAt(0) - 'A';
            String rest = letter.group("rest");
            if (option < question.options().size() && (bare(rest).isEmpty() || isTextOf(option, rest))) {
                return new RubricAnswer.Chosen(option, reply);
            }
        }
        for (int option = 0; option < question.options().size(); option++) {
            if (isTextOf(option, text)) {
                return new RubricAnswer.Chosen(option, reply);
            }
        }
        return new RubricAnswer.Unclear(reply);
    }

    /// Whether a text is an option's, but for marks around it.
    private boolean isTextOf(int option, String text) {
        String own = question.options().get(option);
        return text.strip().equalsIgnoreCase(own)
                || (!bare(text).isEmpty() && bare(text).equalsIgnoreCase(bare(own)));
    }

    private static String bare(String text) {
        return text.replaceAll("^" + NO_WORD + "|" + NO_WORD + "$", "");
    }
}
