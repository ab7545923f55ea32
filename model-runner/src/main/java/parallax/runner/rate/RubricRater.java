package parallax.runner.rate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parallax.runner.Engine;
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
    private static final Pattern LETTER = Pattern.compile("(?<![\\p{L}\\p{N}'’])([A-Z])(?![\\p{L}\\p{N}'’])");

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

    /// The option that a reply names: by exactly one letter standing alone, or by being the option's own
    /// text.
    RubricAnswer read(Outcome.Generated reply) {
        String text = reply.text().strip();
        for (int i = 0; i < question.options().size(); i++) {
            if (text.replaceAll("[.!]+$", "")
                    .equalsIgnoreCase(question.options().get(i))) {
                return new RubricAnswer.Chosen(i, reply);
            }
        }
        TreeSet<Integer> named = new TreeSet<>();
        Matcher letters = LETTER.matcher(text.length() == 1 ? text.toUpperCase(Locale.ROOT) : text);
        while (letters.find()) {
            int option = letters.group(1).charAt(0) - 'A';
            if (option == 0 && isArticle(text, letters.end())) {
                return new RubricAnswer.Unclear(reply);
            }
            if (option < question.options().size()) {
                named.add(option);
            }
        }
        return named.size() == 1 ? new RubricAnswer.Chosen(named.first(), reply) : new RubricAnswer.Unclear(reply);
    }

    /// "A" before a small letter may be the word.
    private static boolean isArticle(String text, int end) {
        return end + 1 < text.length() && text.charAt(end) == ' ' && Character.isLowerCase(text.charAt(end + 1));
    }
}
