package parallax.runner.rate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
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
/// @param answering whether the reply may be anything or only an option's letter
/// @param context what the chat template is given beside the messages
public record RubricRater(
        RubricQuestion question,
        List<Example> examples,
        SamplerSettings sampler,
        Answering answering,
        ModelInput.Context context) {
    /// How a reply is come by.
    public enum Answering {
        /// The model writes what it likes, and the answer is read from it.
        FREE,
        /// Nothing but an option's letter can follow. The letters' probabilities are known.
        LETTERS
    }

    public RubricRater(RubricQuestion question, List<Example> examples, SamplerSettings sampler) {
        this(question, examples, sampler, Answering.FREE, ModelInput.Context.NONE);
    }

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
        GenerationRequest free = new GenerationRequest(
                item, occasion, new ModelInput.Conversation(messages(conversation), context), sampler, seed);
        return answering == Answering.FREE ? free : free.among(letters());
    }

    /// What asks an engine about no conversation at all, to see which letters model, template and examples
    /// prefer by themselves.
    public GenerationRequest priorRequest(long seed) {
        long noItem = 0;
        int once = 0;
        return request(noItem, once, "", seed);
    }

    private List<String> letters() {
        return IntStream.range(0, question.options().size())
                .mapToObj(option -> String.valueOf(RubricQuestion.letter(option)))
                .toList();
    }

    /// The options' probabilities, which sum to 1, of a reply that could only be a letter.
    public Map<String, Double> shares(Outcome.Generated reply) {
        return normalised(logprobs(reply));
    }

    /// The options' probabilities with the letters' own preference divided out, as [#priorRequest] shows it.
    ///
    /// @see <a href="https://arxiv.org/abs/2102.09690">Zhao et al. 2021, contextual calibration</a>
    public Map<String, Double> sharesWithoutPrior(Outcome.Generated reply, Outcome.Generated prior) {
        double[] values = logprobs(reply);
        double[] own = logprobs(prior);
        Arrays.setAll(values, option -> values[option] - own[option]);
        return normalised(values);
    }

    /// The probability that the model gave to any letter at all, in `[0, 1]`.
    public double lettersShare(Outcome.Generated reply) {
        return Math.min(1, Arrays.stream(logprobs(reply)).map(Math::exp).sum());
    }

    private double[] logprobs(Outcome.Generated reply) {
        Map<String, Double> given = Objects.requireNonNull(reply.choiceLogprobs(), "the reply was free");
        return letters().stream()
                .mapToDouble(letter -> Objects.requireNonNull(given.get(letter)))
                .toArray();
    }

    private Map<String, Double> normalised(double[] logprobs) {
        double largest = Arrays.stream(logprobs).max().orElseThrow();
        double sum =
                Arrays.stream(logprobs).map(value -> Math.exp(value - largest)).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int option = 0; option < logprobs.length; option++) {
            shares.put(question.options().get(option), Math.exp(logprobs[option] - largest) / sum);
        }
        return shares;
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

    /// The option that a reply chooses, as [AnswerReader] finds it. A reply that says more chooses nothing:
    /// “not B” names a letter too.
    RubricAnswer read(Outcome.Generated reply) {
        if (reply.finishReason() == FinishReason.CANCELLED) {
            return new RubricAnswer.Failed("the reply was cut off");
        }
        OptionalInt option = new AnswerReader(question.options()).read(reply.text());
        return option.isPresent() ? new RubricAnswer.Chosen(option.getAsInt(), reply) : new RubricAnswer.Unclear(reply);
    }
}
