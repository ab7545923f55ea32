package parallax.dataset.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.dataset.ConversationText;
import parallax.dataset.table.Header;
import parallax.dataset.table.TableRow;

/// Which columns of a file of conversations hold what; null: none does.
///
/// @param item the researcher's own name for the conversation
/// @param messages the whole conversation: a JSON list of messages, or text with marks of who speaks
/// @param context what was said before the reply
/// @param response the reply
/// @param alternative another reply to the same, to be compared with it
/// @param topic what the conversation is about
/// @param severity how much harm it may do, as the file says it
/// @param gold an expert's answer to the study's overall question
public record ItemColumns(
        @Nullable String item,
        @Nullable String messages,
        @Nullable String context,
        @Nullable String response,
        @Nullable String alternative,
        @Nullable String topic,
        @Nullable String severity,
        @Nullable String gold) {
    public static final ItemColumns NONE = new ItemColumns(null, null, null, null, null, null, null, null);

    private static final List<String> ITEM = List.of(
            "item",
            "item_id",
            "id",
            "conversation_id",
            "conv_id",
            "dialogue_id",
            "dialog_id",
            "prompt_id",
            "example_id",
            "question_id",
            "key",
            "uid",
            "uuid",
            "code");
    private static final List<String> MESSAGES = List.of(
            "turns",
            "messages",
            "conversation",
            "conversations",
            "dialogue",
            "dialog",
            "transcript",
            "chat",
            "history");
    private static final List<String> RESPONSE = Stream.concat(
                    Stream.of(
                            "response",
                            "response_a",
                            "response_1",
                            "reply_a",
                            "answer_a",
                            "model_response",
                            "model_output",
                            "generated_text",
                            "generation"),
                    Stream.concat(TextColumns.RESPONSE.stream(), Stream.of("answer")))
            .toList();
    private static final List<String> ALTERNATIVE =
            List.of("alternative", "response_b", "response_2", "reply_b", "answer_b", "other_response", "other_reply");
    private static final List<String> CONTEXT =
            List.of("context", "prompt", "instruction", "question", "input", "user", "query", "user_prompt");
    private static final List<String> TOPIC = List.of("topic", "harm_type", "category", "subject", "domain");
    private static final List<String> SEVERITY = List.of("severity", "degree_of_harm", "harm_severity");
    private static final List<String> GOLD = List.of("gold", "gold_label", "safety_gold");

    /// What a column is, in the words of pages and notes.
    public enum Meaning {
        ITEM("your id"),
        MESSAGES("the whole conversation"),
        CONTEXT("what was said before the reply"),
        RESPONSE("the reply"),
        ALTERNATIVE("another reply, to be compared"),
        TOPIC("the topic"),
        SEVERITY("the severity"),
        GOLD("the expert’s label");

        private final String words;

        Meaning(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /// As options and parameters name it.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public @Nullable String column(Meaning meaning) {
        return switch (meaning) {
            case ITEM -> item;
            case MESSAGES -> messages;
            case CONTEXT -> context;
            case RESPONSE -> response;
            case ALTERNATIVE -> alternative;
            case TOPIC -> topic;
            case SEVERITY -> severity;
            case GOLD -> gold;
        };
    }

    /// What a column is; empty where it has no meaning of its own, and is kept as written.
    public Optional<Meaning> meaning(String column) {
        return Stream.of(Meaning.values())
                .filter(meaning -> column.equals(column(meaning)))
                .findFirst();
    }

    /// Columns of text that were named.
    public boolean holdText() {
        return messages != null || context != null || response != null;
    }

    /// These, and of the columns that are not named here those that look as if they held it.
    ///
    /// @param first rows of the file, from which it can be told whether a column holds conversations
    public ItemColumns orGuessed(Header header, List<TableRow> first) {
        Finder finder = new Finder(header, first, named());
        String guessedMessages = holdText() ? messages : finder.found(MESSAGES, ConversationText::isConversation);
        String soleText = guessedMessages == null && !holdText() ? finder.wholeConversation() : null;
        String whole = guessedMessages == null ? soleText : guessedMessages;
        return new ItemColumns(
                finder.or(item, ITEM),
                whole,
                whole == null ? finder.or(context, CONTEXT) : context,
                whole == null ? finder.or(response, RESPONSE) : response,
                whole == null ? finder.or(alternative, ALTERNATIVE) : alternative,
                finder.or(topic, TOPIC),
                finder.or(severity, SEVERITY),
                finder.or(gold, GOLD));
    }

    private List<String> named() {
        return Stream.of(Meaning.values())
                .flatMap(meaning -> Stream.ofNullable(column(meaning)))
                .toList();
    }

    /// Finds columns by their names, and by what their first rows hold.
    private static final class Finder {
        private final Header header;
        private final List<TableRow> first;
        private final List<String> taken;

        Finder(Header header, List<TableRow> first, List<String> taken) {
            this.header = header;
            this.first = first;
            this.taken = new ArrayList<>(taken);
        }

        @Nullable
        String or(@Nullable String named, List<String> words) {
            return named == null ? found(words, text -> true) : named;
        }

        @Nullable
        String found(List<String> words, Predicate<String> holds) {
            return words.stream()
                    .flatMap(word -> header.columns().stream()
                            .filter(column -> word.equals(key(column.name())) && !taken.contains(column.name())))
                    .filter(column -> allHold(column, holds))
                    .findFirst()
                    .map(this::take)
                    .orElse(null);
        }

        /// A column of any name whose fields are conversations from beginning to end.
        @Nullable
        String wholeConversation() {
            return header.columns().stream()
                    .filter(column -> !taken.contains(column.name())
                            && !CONTEXT.contains(key(column.name()))
                            && first.stream().anyMatch(row -> !column.in(row).isBlank())
                            && allHold(column, ConversationText::isConversation))
                    .findFirst()
                    .map(this::take)
                    .orElse(null);
        }

        private boolean allHold(Header.Column column, Predicate<String> holds) {
            List<String> filled = first.stream()
                    .map(column::in)
                    .filter(text -> !text.isBlank())
                    .toList();
            return filled.stream().allMatch(holds);
        }

        private String take(Header.Column column) {
            taken.add(column.name());
            return column.name();
        }

        private static String key(String name) {
            return name.strip().toLowerCase(Locale.ROOT).replaceAll("[ .-]+", "_");
        }
    }
}
