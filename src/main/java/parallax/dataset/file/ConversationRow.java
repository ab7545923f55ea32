package parallax.dataset.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.dataset.ConversationText;
import parallax.dataset.TurnsText;
import parallax.dataset.Written;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;
import parallax.item.Turn;
import parallax.item.Turn.Speaker;

/// Reads the conversation that a row holds.
final class ConversationRow {
    private static final int MOST_TURNS = 1_000;
    private static final int LONGEST_PROMPT_CODE = 150;
    private static final int LONGEST_TOPIC = 500;
    /// Columns of the items file that an export writes by itself; a file's own are kept beside them.
    private static final Set<String> EXPORTED = Set.of("item", "topic", "turns", "context", "response");

    private final TableFile file;
    private final Problems problems;
    private final @Nullable Column item;
    private final @Nullable Column messages;
    private final @Nullable Column context;
    private final @Nullable Column response;
    private final @Nullable Column alternative;
    private final @Nullable Column topic;
    private final @Nullable Column gold;
    private final Map<Column, String> kept = new LinkedHashMap<>();

    ConversationRow(TableFile file, ItemColumns columns, Problems problems) throws FileRefused {
        this.file = file;
        this.problems = problems;
        ColumnFinder finder = new ColumnFinder(file, problems);
        item = finder.columnIfNamed(columns.item());
        messages = finder.columnIfNamed(columns.messages());
        context = finder.columnIfNamed(columns.context());
        response = finder.columnIfNamed(columns.response());
        alternative = finder.columnIfNamed(columns.alternative());
        topic = finder.columnIfNamed(columns.topic());
        Column severity = finder.columnIfNamed(columns.severity());
        gold = finder.columnIfNamed(columns.gold());
        if (!columns.holdText()) {
            problems.add(
                    file.name(),
                    1,
                    null,
                    "no column holds the conversation; the header has: "
                            + Sentences.listed(file.header().names())
                            + ". Name the column of the reply, of what was said"
                            + " before it, or of the whole conversation");
        }
        if (messages != null && (context != null || response != null || alternative != null)) {
            problems.add(
                    file.name(),
                    1,
                    messages.name(),
                    "it holds the whole conversation, so no other column is what was said before the reply, or the reply");
        }
        finder.refuseIfMissing();
        for (Column column : file.header().columns()) {
            keptName(column, severity, columns).ifPresent(name -> kept.put(column, name));
        }
    }

    private static Optional<String> keptName(Column column, @Nullable Column severity, ItemColumns columns) {
        if (column.equals(severity)) {
            return Optional.of(column.name().equals("degree_of_harm") ? column.name() : "severity");
        }
        boolean said = columns.meaning(column.name())
                .filter(meaning -> meaning != ItemColumns.Meaning.GOLD)
                .isPresent();
        if (said) {
            return Optional.empty();
        }
        boolean taken = EXPORTED.contains(column.name())
                || (severity != null && column.name().equals("severity"));
        return Optional.of(taken ? column.name() + "_in_file" : column.name());
    }

    Header header() {
        return file.header();
    }

    /// Null where the row breaks a rule; the mistakes have been noted.
    @Nullable
    FiledConversation read(TableRow row) throws FileRefused {
        String code = code(row);
        List<Turn> turns = turns(row);
        boolean storable = isStorable(row);
        if (code == null || turns == null || !storable) {
            return null;
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        kept.forEach((column, name) -> {
            if (!column.in(row).isEmpty()) {
                attributes.put(name, column.in(row));
            }
        });
        FiledConversation read =
                new FiledConversation(row.line(), code, said(topic, row), turns, attributes, said(gold, row));
        return fits(read) ? read : null;
    }

    /// Empty where the file has no ids; null where the row's cannot be one.
    private @Nullable String code(TableRow row) throws FileRefused {
        if (item == null) {
            return "";
        }
        String code = item.in(row).strip();
        if (!ItemsFile.isCode(file.name(), row, item, code, problems)) {
            return null;
        }
        if (Numbers.isRounded(code)) {
            problems.add(file.name(), row.line(), item.name(), Sentences.rounded(code));
            return null;
        }
        return code;
    }

    private @Nullable List<Turn> turns(TableRow row) throws FileRefused {
        if (messages != null) {
            return found(ConversationText.read(messages.in(row)), row, messages);
        }
        List<Turn> turns = new ArrayList<>();
        if (context != null && !isEmpty(context, row)) {
            List<Turn> before = found(ConversationText.context(context.in(row)), row, context);
            if (before == null) {
                return null;
            }
            turns.addAll(before);
        }
        if (response != null && !isEmpty(response, row)) {
            turns.add(reply(Speaker.CHATBOT, response, row));
        }
        if (alternative != null && !isEmpty(alternative, row)) {
            turns.add(reply(Speaker.ALTERNATIVE, alternative, row));
        }
        if (turns.isEmpty()) {
            problems.add(
                    file.name(),
                    row.line(),
                    response == null ? context == null ? null : context.name() : response.name(),
                    "the conversation is empty");
            return null;
        }
        return turns;
    }

    private static Turn reply(Speaker speaker, Column column, TableRow row) {
        return new Turn(speaker, column.in(row).replace("\r\n", "\n").strip());
    }

    private @Nullable List<Turn> found(ConversationText.Found found, TableRow row, Column column) throws FileRefused {
        if (!found.fault().isEmpty()) {
            problems.add(
                    file.name(),
                    row.line(),
                    column.name(),
                    column.in(row).isBlank() ? "the conversation is empty" : found.fault());
            return null;
        }
        return found.turns();
    }

    private boolean fits(FiledConversation read) throws FileRefused {
        int before = problems.count();
        String text = textColumn();
        if (read.turns().size() > MOST_TURNS) {
            problems.add(file.name(), read.line(), text, "a conversation has at most " + MOST_TURNS + " turns");
        }
        if (read.turns().getLast().speaker() == Speaker.SYSTEM) {
            problems.add(
                    file.name(),
                    read.line(),
                    text,
                    "the conversation ends with an instruction; an item ends with the chatbot, a prompt with the user");
        }
        if (!TurnsText.isWhole(read.turns())) {
            problems.add(
                    file.name(), read.line(), alternative == null ? text : alternative.name(), TurnsText.PAIR_RULE);
        }
        if (read.turns().getLast().content().isBlank()) {
            problems.add(file.name(), read.line(), text, "the last turn is empty");
        }
        if (messages != null || context != null) {
            for (Turn turn : read.turns()) { // a list may have written characters as numbers
                refuseUnstorable(turn.content(), read.line(), text);
            }
        }
        if (read.isPrompt() && read.code().length() > LONGEST_PROMPT_CODE) {
            problems.add(
                    file.name(),
                    read.line(),
                    item == null ? null : item.name(),
                    "a prompt's id has at most " + LONGEST_PROMPT_CODE + " characters");
        }
        if (topic != null && read.topic().length() > LONGEST_TOPIC) {
            problems.add(
                    file.name(), read.line(), topic.name(), "a topic has at most " + LONGEST_TOPIC + " characters");
        }
        return problems.count() == before;
    }

    private @Nullable String textColumn() {
        Column last = messages != null ? messages : response != null ? response : context;
        return last == null ? null : last.name();
    }

    /// PostgreSQL's text holds neither the character U+0000 nor half of a character.
    private boolean isStorable(TableRow row) throws FileRefused {
        int before = problems.count();
        for (Column column : file.header().columns()) {
            refuseUnstorable(column.in(row), row.line(), column.name());
        }
        return problems.count() == before;
    }

    private void refuseUnstorable(String text, long line, @Nullable String column) throws FileRefused {
        if (text.indexOf('\0') >= 0) {
            problems.add(file.name(), line, column, "a text cannot hold the character U+0000");
        } else if (!isWhole(text)) {
            problems.add(
                    file.name(), line, column, "the text holds half of a character (a surrogate without its pair)");
        }
    }

    private static boolean isWhole(String text) {
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (Character.isHighSurrogate(unit)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(Column column, TableRow row) {
        return column.in(row).isBlank() || Written.isMissing(column.in(row));
    }

    private static String said(@Nullable Column column, TableRow row) {
        return column == null || isEmpty(column, row) ? "" : column.in(row).strip();
    }
}
