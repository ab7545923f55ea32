package parallax.dataset.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What counts where raters judged an item again: the worked example, in which r1 and r3 answered i1 twice more.
class AnalyzedRepeatsTest {
    /// What every answer can be read for.
    private static final Set<String> OF_ANSWERS = Set.of(
            "pUnsafe",
            "answerDistribution",
            "pUnsafeDifference",
            "pUnsafeRatio",
            "testRetestAgreement",
            "testRetestAlpha");

    private static final String AGAIN = CommandRun.LONG + """
            i1,r1,old,A,No,Yes
            i1,r3,young,A,No,Yes
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void all_counts_every_answer_and_says_how_steady_each_group_is() throws IOException {
        CommandRun all = analyze("--repeats", "all", "--group-columns", "age", "--format", "json");
        assertEquals(14, all.json().get("dataset").get("answers").asInt());
        assertEquals(5 / 14.0, all.value("pUnsafe", null, null, null), 1e-12);
        assertEquals(2 / 7.0, all.value("pUnsafe", null, "old", null), 1e-12);
        assertEquals(0.5, all.value("testRetestAgreement", null, null, null), 1e-12);
        assertEquals(0, all.value("testRetestAgreement", null, "old", null), 1e-12);
        assertEquals(1, all.value("testRetestAgreement", null, "young", null), 1e-12);
        JsonNode share = all.estimate("pUnsafe", null, null, null);
        assertTrue(share.get("high").asDouble() > share.get("low").asDouble(), share.toString());
        assertEquals(4, share.get("nRaters").asInt(), "a rater stays one, however often they answer");
        assertTrue(all.err().contains("each counts"), all.err());
    }

    @Test
    void with_all_what_compares_answers_to_an_item_is_undefined_and_says_why() throws IOException {
        CommandRun all = analyze(
                "--repeats", "all", "--group-columns", "age", "--ordered", "--gold", "expert", "--format", "json");
        for (JsonNode row : all.json().get("estimates")) {
            boolean isOfAnswers = OF_ANSWERS.contains(row.get("metric").asText());
            if (!isOfAnswers) {
                assertTrue(row.get("value").isNull(), row.toString());
                assertTrue(row.get("reason").asText().contains("agrees with themselves"), row.toString());
            }
        }
        CommandRun modelled = analyze("--repeats", "all", "--metrics", "pUnsafeModelled", "--format", "json");
        assertTrue(modelled.estimate("pUnsafeModelled", null, null, null)
                .get("reason")
                .asText()
                .contains("agrees with themselves"));
        CommandRun dropped = analyze("--repeats", "all", "--unsure", "drop", "--format", "json");
        assertEquals(5 / 13.0, dropped.value("pUnsafe", null, null, null), 1e-12);
    }

    @Test
    void first_and_last_keep_one_answer_each() throws IOException {
        CommandRun first = analyze("--repeats", "first", "--format", "json");
        CommandRun last = analyze("--repeats", "last", "--format", "json");
        assertEquals(5 / 12.0, first.value("pUnsafe", null, null, null), 1e-12);
        assertEquals(4 / 12.0, last.value("pUnsafe", null, null, null), 1e-12);
        assertFalse(
                first.estimate("krippendorffAlpha", "nominal", null, null)
                        .get("value")
                        .isNull(),
                "one answer of a rater to an item");
    }

    /// Without a repeat in the file, all is what the others are.
    @Test
    void where_nobody_answered_twice_all_is_like_first() throws IOException {
        String first = CommandRun.of(
                        folder, CommandRun.LONG, CommandRun.RATED, "--repeats", "first", "--format", "json")
                .out();
        assertEquals(
                first,
                CommandRun.of(folder, CommandRun.LONG, CommandRun.RATED, "--repeats", "all", "--format", "json")
                        .out());
    }

    @Test
    void rows_of_items_and_raters_and_other_words_are_refused() throws IOException {
        CommandRun items = analyze("--repeats", "all", "--per-item");
        assertEquals(2, items.status());
        assertTrue(items.err().contains("--repeats first or last"), items.err());
        CommandRun word = analyze("--repeats", "both");
        assertNotEquals(0, word.status());
        assertTrue(word.err().contains("refuse, first, last or all"), word.err());
    }

    private CommandRun analyze(String... more) throws IOException {
        return CommandRun.of(folder, AGAIN, List.copyOf(CommandRun.RATED), more);
    }
}
