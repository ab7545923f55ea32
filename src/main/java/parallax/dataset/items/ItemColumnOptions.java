package parallax.dataset.items;

import org.jspecify.annotations.Nullable;
import parallax.dataset.file.ItemColumns;
import picocli.CommandLine.Option;

/// Options that name the columns of a file of conversations.
final class ItemColumnOptions {
    @Option(names = "--id-column", paramLabel = "NAME", description = "your own id (recognised: id, item, item_id, …)")
    private @Nullable String item;

    @Option(
            names = "--messages-column",
            paramLabel = "NAME",
            description = "the whole conversation: a JSON list of messages, or text in which each turn begins with who"
                    + " speaks (recognised: turns, messages, conversation, …)")
    private @Nullable String messages;

    @Option(
            names = "--context-column",
            paramLabel = "NAME",
            description = "what was said before the reply (recognised: context, prompt, instruction, question, …)")
    private @Nullable String context;

    @Option(
            names = "--response-column",
            paramLabel = "NAME",
            description = "the reply (recognised: response, reply, output, completion, text, …)")
    private @Nullable String response;

    @Option(
            names = "--alternative-column",
            paramLabel = "NAME",
            description = "another reply to the same, to be compared with it (recognised: alternative, response_b, …)")
    private @Nullable String alternative;

    @Option(
            names = "--topic-column",
            paramLabel = "NAME",
            description = "the topic (recognised: topic, harm_type, category, …)")
    private @Nullable String topic;

    @Option(
            names = "--severity-column",
            paramLabel = "NAME",
            description = "the severity (recognised: severity, degree_of_harm)")
    private @Nullable String severity;

    @Option(
            names = "--gold-column",
            paramLabel = "NAME",
            description =
                    "an expert's answer to the study's overall question (recognised: gold, gold_label, safety_gold)")
    private @Nullable String gold;

    ItemColumns columns() {
        return new ItemColumns(item, messages, context, response, alternative, topic, severity, gold);
    }
}
