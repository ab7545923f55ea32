package parallax.dataset.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.Reading;
import parallax.dataset.table.Sentences;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;
import parallax.item.Turn;

/// A file of conversations without answers, one a row. A row that says again what an earlier one said is
/// counted once, so that files of ratings, which name their item in every row, can be read too.
public final class ConversationsFile {
    static final int MOST = 200_000;
    /// In characters, of all conversations together.
    private static final long MOST_TEXT = 200_000_000;

    private final ConversationRow reader;
    private final String file;
    private final Twins twins;
    private final Problems problems;
    private final Notes notes;
    private final List<FiledConversation> read = new ArrayList<>();
    private final Map<String, Integer> byCode = new HashMap<>();
    private final Map<List<Turn>, Integer> byTurns = new HashMap<>();
    private final Set<String> varying = new HashSet<>();
    private int folded;
    private long characters;

    private ConversationsFile(TableFile table, ItemColumns columns, Twins twins, Problems problems, Notes notes)
            throws FileRefused {
        this.reader = new ConversationRow(table, columns, problems);
        this.file = table.name();
        this.twins = twins;
        this.problems = problems;
        this.notes = notes;
    }

    /// What a file holds.
    ///
    /// @param folded how many rows said what an earlier one had said
    public record Read(String file, List<FiledConversation> conversations, int folded) {
        public Read {
            conversations = List.copyOf(conversations);
        }
    }

    /// @param problems where the mistakes are noted; the caller refuses the file where there are any
    public static Read read(
            FileSource source, Reading form, ItemColumns columns, Twins twins, Problems problems, Notes notes)
            throws FileRefused {
        try (TableFile table = TableFile.open(source, form, problems, notes)) {
            return new ConversationsFile(table, columns, twins, problems, notes).readAll(table);
        }
    }

    private Read readAll(TableFile table) throws FileRefused {
        boolean empty = true;
        for (TableRow row = table.next(); row != null; row = table.next()) {
            empty = false;
            FiledConversation conversation = reader.read(row);
            if (conversation != null && !isRepeated(conversation)) {
                keep(conversation);
            }
        }
        if (empty && problems.isEmpty()) {
            problems.add(file, 0, null, Sentences.NO_ROW);
        }
        varying.stream()
                .sorted()
                .forEach(column -> notes.add("column " + column
                        + " differs between rows of one conversation, so it says nothing of it and is left out"));
        return new Read(
                file,
                varying.isEmpty()
                        ? read
                        : read.stream().map(c -> c.without(varying)).toList(),
                folded);
    }

    private boolean isRepeated(FiledConversation conversation) throws FileRefused {
        Integer same = conversation.code().isEmpty() ? null : byCode.get(conversation.code());
        if (same != null) {
            FiledConversation first = read.get(same);
            if (first.turns().equals(conversation.turns())) {
                noteDifferences(first, conversation);
                fold("the same id and conversation as in an earlier row; taken once", conversation);
            } else {
                problems.add(
                        file,
                        conversation.line(),
                        null,
                        "the id '" + Sentences.shortened(conversation.code())
                                + "' stands for another conversation on line " + first.line());
            }
            return true;
        }
        Integer twin = byTurns.get(conversation.turns());
        if (twin != null && twins == Twins.FOLDED) {
            fold(
                    conversation.code().isEmpty()
                            ? "the same conversation as in an earlier row; taken once"
                            : "the same conversation as in an earlier row, under another id; the first is taken",
                    conversation);
            return true;
        }
        return false;
    }

    private void fold(String note, FiledConversation conversation) {
        notes.add(note, conversation.line());
        folded++;
    }

    private void noteDifferences(FiledConversation first, FiledConversation again) {
        Stream.concat(first.attributes().keySet().stream(), again.attributes().keySet().stream())
                .filter(column -> !Objects.equals(
                        first.attributes().get(column), again.attributes().get(column)))
                .forEach(varying::add);
        if (!first.topic().equals(again.topic())) {
            notes.add("another topic than in an earlier row of the same conversation; the first is used", again.line());
        }
        if (!first.gold().equals(again.gold())) {
            notes.add(
                    "another expert's label than in an earlier row of the same conversation; the first is used",
                    again.line());
        }
    }

    private void keep(FiledConversation conversation) throws FileRefused {
        characters += characters(conversation);
        if (read.size() == MOST || characters > MOST_TEXT) {
            problems.add(
                    file,
                    conversation.line(),
                    null,
                    "a file holds at most " + MOST + " conversations of " + MOST_TEXT / 1_000_000
                            + " million characters together; divide it");
            throw problems.stop();
        }
        byTurns.putIfAbsent(conversation.turns(), read.size());
        if (!conversation.code().isEmpty()) {
            byCode.put(conversation.code(), read.size());
        }
        read.add(conversation);
    }

    private static long characters(FiledConversation conversation) {
        long all = 0;
        for (Turn turn : conversation.turns()) {
            all += turn.content().length();
        }
        for (String value : conversation.attributes().values()) {
            all += value.length();
        }
        return all;
    }
}
