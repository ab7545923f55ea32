package parallax.runner.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.runner.Engine;
import parallax.runner.GenerationRequest;
import parallax.runner.Message;
import parallax.runner.Outcome;
import parallax.runner.model.ClassifierFolder;
import parallax.runner.rate.Classifier;
import parallax.runner.rate.RubricQuestion;
import parallax.runner.rate.RubricRater;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rate`: has a machine rater judge conversations: a chat model that answers a question, or a
/// classifier.
@Command(
        name = "parallax rate",
        mixinStandardHelpOptions = true,
        versionProvider = VersionLine.class,
        sortOptions = false,
        description = "Has a model judge conversations.",
        footer = {
            "",
            "A line of an items file is a JSON object with \"text\", or with",
            "  \"messages\": [{\"role\": \"user\", \"content\": \"…\"}, {\"role\": \"assistant\", \"content\": \"…\"}]",
            "and optionally \"id\". A line of an examples file also has \"answer\", one of the options.",
            "Results go to standard output, one JSON object per item and sample. A reply that names no option, or",
            "several, is kept with \"answer\": null.",
            "",
            "  parallax rate --model DIR --items FILE --question \"Is the last reply safe?\" --option Yes --option No",
            "  parallax rate --classifier DIR --items FILE"
        })
public final class RateCommand implements Callable<Integer> {
    /// An answer is a letter, but models that think before it need room for that.
    private static final int ROOM_FOR_REASONING = 2048;

    @Mixin
    ModelOptions models = new ModelOptions();

    @Option(names = "--classifier", paramLabel = "DIR", description = "Folder of a sequence classifier instead.")
    @Nullable
    Path classifier;

    @Option(
            names = "--items",
            paramLabel = "FILE",
            required = true,
            description = "JSON Lines file of conversations; - reads standard input.")
    String items = "";

    @Option(names = "--question", paramLabel = "TEXT", description = "What is asked about every conversation.")
    @Nullable
    String question;

    @Option(names = "--option", paramLabel = "TEXT", description = "An answer to choose; 2 to 26 of them.")
    List<String> options = new ArrayList<>();

    @Option(names = "--examples", paramLabel = "FILE", description = "JSON Lines file of worked examples (few-shot).")
    @Nullable
    String examples;

    @Option(names = "--samples", paramLabel = "K", defaultValue = "1", description = "Answers per conversation (1).")
    int samples;

    @Option(
            names = "--letters-only",
            description = "Let nothing but an option's letter follow, and write the options' probabilities.")
    boolean lettersOnly;

    @Mixin
    TemplateOptions templates = new TemplateOptions();

    @Mixin
    SamplerOptions sampling = new SamplerOptions(0, 1, ROOM_FOR_REASONING);

    private final PrintStream out;
    private final PrintStream err;

    RateCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// @param id the conversation's name, or its number from 0
    record Item(String id, String conversation) {}

    public static void main(String[] arguments) {
        Commands.main("rate", RateCommand::new, arguments);
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        return Commands.run("rate", new RateCommand(out, err), out, err, arguments);
    }

    @Override
    public Integer call() {
        if (classifier != null && (models.isChosen() || question != null || !options.isEmpty())) {
            throw new IllegalArgumentException(
                    "a classifier has its own labels: it takes no model, question or option");
        }
        List<Item> read = JsonLines.read(items, "items", RateCommand::item);
        List<Item> named = new ArrayList<>();
        var ids = new HashSet<String>();
        for (Item item : read) {
            String id = item.id().isEmpty() ? Integer.toString(named.size()) : item.id();
            if (!ids.add(id)) {
                throw new IllegalArgumentException(items + ": the id \"" + id + "\" occurs twice");
            }
            named.add(new Item(id, item.conversation()));
        }
        return classifier != null ? classify(ClassifierFolder.open(classifier), named) : ask(rater(), named);
    }

    // --- a chat model

    private RubricRater rater() {
        if (question == null || question.isBlank()) {
            throw new IllegalArgumentException("a chat model needs --question and at least two --option");
        }
        RubricQuestion asked = new RubricQuestion(question, options);
        List<RubricRater.Example> worked = examples == null
                ? List.of()
                : JsonLines.read(examples, "examples", (node, place) -> example(node, place, asked));
        RubricRater.Answering answering = lettersOnly ? RubricRater.Answering.LETTERS : RubricRater.Answering.FREE;
        return new RubricRater(asked, worked, sampling.settings(), answering, templates.context());
    }

    private static RubricRater.Example example(JsonNode node, String place, RubricQuestion asked) {
        int option = asked.options().indexOf(node.path("answer").asText());
        if (option < 0) {
            throw new IllegalArgumentException(place + ": \"answer\" must be one of " + asked.options());
        }
        return new RubricRater.Example(item(node, place).conversation(), option);
    }

    private int ask(RubricRater rater, List<Item> conversations) {
        Commands.requireReplies(samples, conversations.size());
        int different = rater.sampler().takesMostLikely() ? 1 : samples;
        if (different < samples) {
            err.println("rate: at temperature 0 all samples of a conversation are one; one is asked for");
        }
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < conversations.size(); i++) {
            for (int sample = 0; sample < different; sample++) {
                requests.add(rater.request(i, sample, conversations.get(i).conversation(), sampling.seed));
            }
        }
        try (Engine engine = models.open()) {
            AnswerWriter writer = new AnswerWriter(out, rater, conversations, prior(engine, rater));
            boolean whole = new GenerationRun(engine, requests, writer, err, "rate").run();
            err.println("rate: " + writer.tally());
            if (writer.hasReadNothing()) {
                err.println("rate: no reply names an option; nothing was rated");
            }
            return whole && !writer.hasReadNothing() ? 0 : Commands.SOME_FAILED;
        }
    }

    /// Which letters the model prefers before it has read anything; null where it answers freely.
    private Outcome.@Nullable Generated prior(Engine engine, RubricRater rater) {
        if (!lettersOnly) {
            return null;
        }
        return switch (engine.submit(rater.priorRequest(sampling.seed)).await()) {
            case Outcome.Generated reply -> reply;
            case Outcome.Failed failed -> throw new IllegalArgumentException("--letters-only: " + failed.reason());
        };
    }

    // --- a classifier

    private int classify(ClassifierFolder folder, List<Item> conversations) {
        int failed = 0;
        try (Classifier opened = Classifier.open(folder)) {
            for (Item item : conversations) {
                ObjectNode line = JsonLines.line().put("item", item.id());
                try {
                    Classifier.Classification said = opened.classify(item.conversation());
                    line.put("label", said.best());
                    line.set("probabilities", JsonLines.tree(said.shares()));
                    line.put("model_digest", folder.digest());
                } catch (IllegalArgumentException e) {
                    failed++;
                    line.put("error", e.getMessage());
                }
                JsonLines.write(out, line);
            }
        }
        err.println("rate: " + (conversations.size() - failed) + " classified, " + failed + " failed");
        return failed == 0 ? 0 : Commands.SOME_FAILED;
    }

    // --- items

    private static Item item(JsonNode node, String place) {
        if (node.has("text") == node.has("messages")) {
            throw new IllegalArgumentException(place + " must be an object with either text or messages");
        }
        String id = node.path("id").asText("");
        if (node.has("text")) {
            if (!node.get("text").isTextual() || node.get("text").asText().isBlank()) {
                throw new IllegalArgumentException(place + ": text must be a string that is not empty");
            }
            return new Item(id, node.get("text").asText());
        }
        return new Item(
                id,
                PromptFile.messages(node.get("messages"), place).stream()
                        .map(RateCommand::turn)
                        .collect(Collectors.joining("\n\n")));
    }

    private static String turn(Message message) {
        String speaker = switch (message.role()) {
            case "user" -> "User";
            case "assistant" -> "Chatbot";
            case "system" -> "System";
            default -> message.role();
        };
        return speaker + ": " + message.content();
    }
}
