package parallax.dataset.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.Datasets;
import parallax.dataset.TurnsText;
import parallax.dataset.file.RatingRules;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Problem;
import parallax.store.PostgresResource;

/// Files with mistakes: each is refused with its place and the rule it breaks, and no table has changed.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BadFilesTest {
    private static final String ITEMS = "item,context,response\ni1,USER: hi,hello\ni2,USER: bye,farewell\n";

    @Inject
    Datasets datasets;

    @TempDir
    Path folder = Path.of("");

    @Test
    void a_missing_file() throws IOException {
        assertEquals(
                List.of("ratings.csv: there is no such file"),
                refusal(folder.resolve("ratings.csv"), Datasets.file(folder, "items.csv", ITEMS)));
    }

    @Test
    void an_empty_file() throws IOException {
        assertRefused("", "ratings.csv: the file is empty");
    }

    @Test
    void a_header_without_rows() throws IOException {
        assertRefused("item,rater,question,answer\n", "ratings.csv: the file has a header but no row");
    }

    @Test
    void missing_columns() throws IOException {
        assertRefused(
                "thing,rater,question,result\ni1,r1,q,No\n",
                "ratings.csv, line 1: no column for the item: it is recognised as item or item_id, or named by --item-column",
                "ratings.csv, line 1: no column for the answer: it is recognised as answer or rating or q_overall, "
                        + "or named by --answer-column");
    }

    @Test
    void a_dices_file_without_one_of_its_columns() throws IOException {
        String file = Files.readString(Datasets.fixture("dices350-small.csv"));
        Path ratings = Datasets.file(folder, "ratings.csv", file.replace(",phase,", ",stage,"));
        assertEquals(
                List.of("ratings.csv, line 1, column phase: the layout dices350 needs this column"),
                refusal(ratings, null));
    }

    @Test
    void a_column_named_twice() throws IOException {
        assertRefused(
                "item,rater,question,answer,rater,\ni1,r1,q,No,r1,\n",
                "ratings.csv, line 1, column rater: the header names this column twice");
    }

    @Test
    void rows_longer_or_shorter_than_the_header() throws IOException {
        assertRefused(
                "item,rater,question,answer\ni1,r1,q,No\ni1,r2,q\ni1,\"r\n3\",q,No,more\n",
                "ratings.csv, line 3: the row has 3 fields, the header has 4",
                "ratings.csv, line 4: the row has 5 fields, the header has 4");
    }

    @Test
    void an_answer_that_is_no_option() throws IOException {
        assertRefused(
                "item,rater,question,answer\ni1,r1,q,No\ni1,r2,q,Perhaps\ni2,r2,q,Perhaps\ni2,r1,q,yes\n",
                "ratings.csv, line 3, column q: the answer 'Perhaps' (2 times) is not one of No, Unsure, Yes (name "
                        + "the answers with --options)",
                "ratings.csv, line 5, column q: the answer 'yes' is not one of No, Unsure, Yes; --fold reads it as Yes"
                        + " (name the answers with --options)");
    }

    @Test
    void an_answer_that_is_no_option_beside_other_mistakes() throws IOException {
        assertRefused(
                "item,rater,question,answer\ni9,r1,q,No\ni1,r2,q,Perhaps\n",
                "ratings.csv, line 2, column item: the item 'i9' is not in the items file",
                "ratings.csv, line 3, column q: the answer 'Perhaps' is not one of No, Unsure, Yes (name the answers with --options)");
    }

    @Test
    void an_answer_that_is_no_option_in_a_dices_file() throws IOException {
        String file = Files.readString(Datasets.fixture("dices990-small.csv"));
        Path ratings = Datasets.file(folder, "ratings.csv", file.replaceFirst(",Yes\n", ",Ja\n"));
        List<String> problems = refusal(ratings, null);
        assertEquals(1, problems.size());
        assertTrue(
                problems.getFirst().endsWith("column Q_overall: the answer 'Ja' is not one of No, Unsure, Yes"),
                problems.getFirst());
    }

    @Test
    void a_file_without_any_answer() throws IOException {
        assertRefused("item,rater,question,answer\ni1,r1,q,\ni1,r2,q,NA\n", "ratings.csv: no row has an answer");
    }

    @Test
    void names_that_a_spreadsheet_has_rounded() throws IOException {
        assertRefused(
                "item,rater,question,answer\ni1,5.72343E+17,q,No\n",
                "ratings.csv, line 2, column rater: '5.72343E+17' is a long number that a spreadsheet has rounded:"
                        + " different ones may have become one; export the ids as text");
    }

    @Test
    void ratings_of_an_unknown_item() throws IOException {
        assertRefused(
                "item,rater,question,answer\ni9,r1,q,No\n,r1,q,No\n",
                "ratings.csv, line 2, column item: the item 'i9' is not in the items file",
                "ratings.csv, line 3, column item: the item is empty");
    }

    @Test
    void the_same_rater_twice_on_an_item() throws IOException {
        assertRefused(
                "item,rater,question,answer\ni1,r1,q,No\ni1,r1,q,Yes\n",
                "ratings.csv, line 3, column item: the same rater answers 'q' on this item twice; first on line 2");
    }

    @Test
    void a_row_of_a_dices_file_twice() throws IOException {
        List<String> lines = Files.readAllLines(Datasets.fixture("dices990-small.csv"));
        Path ratings = Datasets.file(folder, "ratings.csv", String.join("\n", lines) + "\n" + lines.get(1) + "\n");
        assertEquals(
                List.of("ratings.csv, line 20, column id: the row id '1000' occurs twice"), refusal(ratings, null));
    }

    @Test
    void a_rater_without_a_name() throws IOException {
        assertRefused(
                "item,rater,question,answer\ni1, ,q,No\n", "ratings.csv, line 2, column rater: the rater is empty");
    }

    @Test
    void fields_that_are_too_long() throws IOException {
        assertRefused(
                "item,rater,question,answer,rater_home\ni1," + "r".repeat(201) + ",q,No,here\n" + "i".repeat(201)
                        + ",r2,q,No,here\ni1,r3,q,No," + "h".repeat(501) + "\ni1,r4," + "q".repeat(301) + ",No,here\n",
                "ratings.csv, line 2, column rater: a rater's name has at most 200 characters",
                "ratings.csv, line 3, column item: an item has at most 200 characters",
                "ratings.csv, line 4, column rater_home: a self-description has at most 500 characters",
                "ratings.csv, line 5, column question: a question's code has 1 to 300 characters");
    }

    @Test
    void numbers_and_times_that_are_none() throws IOException {
        assertRefused(
                """
                item,rater,question,answer,occasion,revision,active_ms,submitted_at
                i1,r1,q,No,1,1,fast,2026-01-01T00:00:00Z
                i1,r2,q,No,0,1,5,2026-01-01T00:00:00Z
                i1,r3,q,No,1,x,5,2026-01-01T00:00:00Z
                i1,r4,q,No,1,1,5,noon
                """,
                "ratings.csv, line 2, column active_ms: 'fast' is not a whole number of milliseconds",
                "ratings.csv, line 3, column occasion: '0' is not a whole number from 1 to 10",
                "ratings.csv, line 4, column revision: 'x' is not a whole number from 1 to 30000",
                "ratings.csv, line 5, column submitted_at: 'noon' is not a time (ISO 8601 with offset, or a count since 1970)");
    }

    @Test
    void columns_that_an_export_would_write_twice() throws IOException {
        assertRefused(
                "item_id,item,rater,question,answer,rater_a b,rater_a-b\ni1,x,r1,q,No,y,z\n",
                "ratings.csv, line 1, column rater_a-b: a second column for the axis 'a_b'");
        Path ratings = Datasets.file(folder, "workers.csv", "worker,rater,item,question,answer\nw,r1,i1,q,No\n");
        ImportRequest request = new ImportRequest(
                FileSource.of(ratings),
                FileSource.of(Datasets.file(folder, "items.csv", ITEMS)),
                null,
                "Workers",
                new ImportRequest.ColumnNames(null, "worker", null, null),
                new ImportRequest.Asked(null, ImportRequest.NO_UNSURE_YES, List.of("Yes"), "Unsure"),
                List.of(),
                RatingRules.USUAL);
        FileRefused refused = assertThrows(FileRefused.class, () -> datasets.imported(request));
        assertEquals(
                "workers.csv, line 1, column rater: this name has a meaning of its own; rename the column or leave it out",
                refused.problems().getFirst().toString());
    }

    @Test
    void a_surplus_that_is_neither_true_nor_false() throws IOException {
        assertRefused(
                "item,rater,question,answer,surplus\ni1,r1,q,No,maybe\n",
                "ratings.csv, line 2, column surplus: 'maybe' is neither true nor false");
    }

    @Test
    void rows_of_one_judgment_that_disagree() throws IOException {
        assertRefused(
                "item,rater,question,answer,device\ni1,r1,q,No,phone\ni1,r1,p,No,desk\n",
                "ratings.csv, line 3: the rows of one judgment must agree in every column but question and answer; see line 2");
    }

    @Test
    void a_line_that_is_not_utf_8_as_the_others_are() throws IOException {
        byte[] utf8 = "item,rater,question,answer\ni1,Zo\u00eb,q,No\n".getBytes(StandardCharsets.UTF_8);
        byte[] latin = "i1,J\u00f6rg,q,No\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = folder.resolve("ratings.csv");
        Files.write(file, utf8);
        Files.write(file, latin, StandardOpenOption.APPEND);
        assertEquals(
                List.of("ratings.csv, line 3: this line is not valid UTF-8, though others are; save the file as UTF-8"),
                refusal(file, Datasets.file(folder, "items.csv", ITEMS)));
    }

    @Test
    void a_nul_character() throws IOException {
        assertRefused(
                "item,rater,question,answer\ni1,r\0001,q,No\n",
                "ratings.csv, line 2, column rater: contains a NUL character");
    }

    @Test
    void a_quote_that_is_never_closed() throws IOException {
        assertRefused(
                "item,rater,question,answer\ni1,r1,q,No\ni1,\"r2,q,No\ni2,r1,q,No\n",
                "ratings.csv, line 3: a quoted field is not closed, or text follows its closing quote");
    }

    @Test
    void text_after_a_closing_quote() throws IOException {
        assertRefused(
                "item,rater,question,answer\ni1,\"r1\"x,q,No\n",
                "ratings.csv, line 2: a quoted field is not closed, or text follows its closing quote");
    }

    @Test
    void ratings_without_conversations() throws IOException {
        Path ratings = Datasets.file(folder, "ratings.csv", "item,rater,question,answer\ni1,r1,q,No\n");
        assertEquals(
                List.of("ratings.csv, line 1: no column holds the response: name it with --response-column,"
                        + " or the items file with --items"),
                refusal(ratings, null));
    }

    @Test
    void an_items_file_with_mistakes() throws IOException {
        Path ratings = Datasets.file(folder, "ratings.csv", "item,rater,question,answer\ni1,r1,q,No\n");
        Path items = Datasets.file(folder, "items.csv", """
                item,turns,context,response
                i1,,USER: a,b
                i1,,USER: a,b
                i2,,USER: a,
                i3,[],,
                i4,"[{""speaker"":""robot"",""content"":""x""}]",,
                """);
        assertEquals(
                List.of(
                        "items.csv, line 3, column item: the item 'i1' occurs twice",
                        "items.csv, line 4, column response: the response is empty",
                        "items.csv, line 5, column turns: " + TurnsText.RULE,
                        "items.csv, line 6, column turns: " + TurnsText.RULE),
                refusal(ratings, items));
    }

    @Test
    void free_text_instead_of_choices() throws IOException {
        StringBuilder rows = new StringBuilder("item,rater,question,answer\n");
        for (int rater = 0; rater <= AnswerSheet.MOST_OPTIONS; rater++) {
            rows.append("i1,r")
                    .append(rater)
                    .append(",q,opinion ")
                    .append(rater)
                    .append('\n');
        }
        assertRefused(
                rows.toString(),
                "ratings.csv, line 202, column answer: more than 200 different answers to 'q'; only single choice can be imported");
    }

    @Test
    void reading_stops_after_fifty_mistakes() throws IOException {
        Path ratings = Datasets.file(folder, "ratings.csv", "item,rater,question,answer\n" + "i9,r1,q,No\n".repeat(80));
        Path items = Datasets.file(folder, "items.csv", ITEMS);
        FileRefused refused = assertThrows(FileRefused.class, () -> datasets.imported(ratings, items));
        assertEquals(50, refused.problems().size());
        assertTrue(refused.cutShort());
        assertEquals(51, refused.problems().getLast().line());
    }

    @Test
    void an_expert_label_that_is_no_option() throws IOException {
        String file = Files.readString(Datasets.fixture("dices350-small.csv"));
        Path ratings =
                Datasets.file(folder, "ratings.csv", file.replace(",Yes,\"[no brackets", ",Maybe,\"[no brackets"));
        assertEquals(
                List.of(
                        "ratings.csv, column safety_gold: the item '302' has the expert's label 'Maybe', which is not one"
                                + " of No, Unsure, Yes"),
                refusal(ratings, null));
    }

    private void assertRefused(String ratings, String... problems) throws IOException {
        Path file = Files.writeString(folder.resolve("ratings.csv"), ratings);
        assertEquals(List.of(problems), refusal(file, Datasets.file(folder, "items.csv", ITEMS)));
    }

    private List<String> refusal(Path ratings, @Nullable Path items) {
        Map<String, Long> before = datasets.rowCounts();
        FileRefused refused = assertThrows(FileRefused.class, () -> datasets.imported(ratings, items));
        assertEquals(before, datasets.rowCounts());
        return refused.problems().stream().map(Problem::toString).toList();
    }
}
