package parallax.design;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parallax.dataset.file.FileGlance;
import parallax.dataset.file.FiledConversation;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.ItemColumns.Meaning;
import parallax.dataset.file.Twins;
import parallax.dataset.items.ColumnFates;
import parallax.dataset.items.ItemUpload;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Problem;
import parallax.design.UploadMappingPage.Field;
import parallax.design.UploadMappingPage.FirstRows;
import parallax.design.UploadMappingPage.Option;
import parallax.design.UploadMappingPage.Row;
import parallax.design.UploadMappingPage.TurnLine;
import parallax.item.Turn;
import parallax.study.Study;

/// Makes the pages of a file of conversations.
@ApplicationScoped
class UploadPages {
    private static final int SHOWN_OF_TURN = 300;

    /// What was chosen on the page, or is proposed.
    record Chosen(FileGlance glance, ItemColumns columns, Twins twins) {}

    UploadReportPage report(Study study, ItemUpload upload) {
        return new UploadReportPage(study.id(), study.notice(), upload, study.isDraft());
    }

    /// @param refusals why it was not added; none before it was tried
    UploadMappingPage mapping(Study study, long uploadId, Chosen chosen, List<String> refusals) {
        List<String> said = new ArrayList<>(refusals);
        return new UploadMappingPage(
                study.id(),
                study.notice(),
                uploadId,
                chosen.glance().file().name(),
                Stream.of(Meaning.values())
                        .map(meaning -> field(meaning, chosen))
                        .toList(),
                chosen.twins() == Twins.KEPT,
                new FirstRows(rows(chosen, said), new ColumnFates(chosen.glance(), chosen.columns()).fates()),
                said);
    }

    /// Every mistake in a sentence, with its place.
    static List<String> sentences(FileRefused refused) {
        List<String> sentences = new ArrayList<>(
                refused.problems().stream().map(Problem::toString).toList());
        if (refused.cutShort()) {
            sentences.add("There may be more mistakes.");
        }
        return sentences;
    }

    /// Where the columns cannot be what they are said to be, no row is shown; the reason is said unless
    /// it was before.
    private static List<Row> rows(Chosen chosen, List<String> said) {
        try {
            return chosen.glance().seen(chosen.columns()).stream()
                    .map(UploadPages::row)
                    .toList();
        } catch (FileRefused refused) {
            sentences(refused).stream()
                    .filter(sentence -> !said.contains(sentence))
                    .forEach(said::add);
            return List.of();
        }
    }

    private static Row row(FileGlance.Seen seen) {
        FiledConversation conversation = seen.conversation();
        if (conversation == null) {
            return new Row(seen.line(), "", "", "", List.of(), seen.faults());
        }
        return new Row(
                seen.line(),
                conversation.isPrompt() ? "prompt" : "item",
                conversation.code(),
                conversation.topic(),
                conversation.turns().stream().map(UploadPages::turn).toList(),
                List.of());
    }

    private static TurnLine turn(Turn turn) {
        String text = turn.content();
        int end = text.offsetByCodePoints(0, Math.min(SHOWN_OF_TURN, text.codePointCount(0, text.length())));
        return new TurnLine(turn.speaker().label(), end < text.length() ? text.substring(0, end) + "…" : text);
    }

    private static Field field(Meaning meaning, Chosen chosen) {
        List<String> names = chosen.glance().header().names();
        String column = chosen.columns().column(meaning);
        return new Field(
                meaning.code(),
                label(meaning),
                hint(meaning),
                IntStream.range(0, names.size())
                        .mapToObj(number -> new Option(
                                number, names.get(number), names.get(number).equals(column)))
                        .toList());
    }

    private static String label(Meaning meaning) {
        return switch (meaning) {
            case ITEM -> "Your id";
            case MESSAGES -> "The whole conversation";
            case CONTEXT -> "What was said before the reply";
            case RESPONSE -> "The reply";
            case ALTERNATIVE -> "Another reply, to be compared with it";
            case TOPIC -> "Topic";
            case SEVERITY -> "Severity";
            case GOLD -> "Expert’s label";
        };
    }

    private static String hint(Meaning meaning) {
        return switch (meaning) {
            case ITEM -> "It stays the item’s name everywhere, in exports too. Without one, items are numbered.";
            case MESSAGES ->
                "A JSON list of messages, or text in which each turn begins with “User:”, “Assistant:” and the"
                        + " like. Then the next three stay empty.";
            case CONTEXT -> "One turn of the user, or several with marks of who speaks.";
            case RESPONSE -> "The chatbot’s last turn. A row without one is a prompt.";
            case ALTERNATIVE ->
                "Raters see both side by side, in an order that is drawn for each of them, and are asked which is better.";
            case TOPIC -> "What the conversation is about.";
            case SEVERITY -> "How much harm it may do, in your words; kept and exported.";
            case GOLD -> "An expert’s answer to the study’s overall question; raters never see it.";
        };
    }
}
