package parallax.analytics.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.analytics.Dices350;

class AnalyzeCommandTest {
    private static final String LONG = """
            item id,who,age,town,rating,expert
            i1,r1,old,A,Yes,Yes
            i1,r2,old,B,Yes,Yes
            i1,r3,young,A,No,Yes
            i1,r4,young,"B, the other",Yes,Yes
            i2,r1,old,A,No,No
            i2,r2,old,B,No,No
            i2,r3,young,A,No,No
            i2,r4,young,"B, the other",No,No
            i3,r1,old,A,Unsure,
            i3,r2,old,B,No,
            i3,r3,young,A,Yes,
            i3,r4,young,"B, the other",Yes,
            """;
    private static final List<String> COMMON =
            List.of("--item", "item id", "--options", "No,Unsure,Yes", "--unsafe", "Yes", "--unsure-option", "Unsure");
    private static final List<String> RATED = List.of("--rater", "who", "--answer", "rating");

    @TempDir
    Path folder = Path.of("");

    @Test
    void the_worked_example_as_json() throws IOException {
        AnalyzeOutcome outcome =
                analyze(LONG, RATED, "--group-columns", "age,age*town", "--format", "json", "--gold", "expert");
        JsonNode dataset = outcome.json().get("dataset");
        assertEquals("3 4 12", dataset.get("items") + " " + dataset.get("raters") + " " + dataset.get("answers"));
        assertEquals("[\"No\",\"Unsure\",\"Yes\"]", dataset.get("options").toString());
        assertEquals(35 / 123.0, outcome.value("krippendorffAlpha", "nominal", null, null), 1e-12);
        assertEquals(5 / 12.0, outcome.value("pUnsafe", null, null, null), 1e-12);
        assertEquals(42 / 11.0, outcome.value("groupAssociationIndex", null, "old", "rest"), 1e-12);
        assertEquals(1 / 7.0, outcome.value("crossReplicationReliability", null, "young", "old"), 1e-12);
        assertEquals(42 / 11.0, diversity(outcome, "age"), 1e-12);
        assertEquals(
                "age*town",
                outcome.estimate("pUnsafe", null, "young|B, the other", null)
                        .get("axis")
                        .asText());
        assertEquals(1, outcome.value("goldAgreement", "majority", null, null));
        JsonNode gai = outcome.estimate("groupAssociationIndex", null, "old", "rest");
        assertEquals("exact", gai.get("pRule").asText(), "six assignments are enumerated");
        assertEquals(
                "[metric, level, axis, group, against, unsure, value, low, high, method, nRaters, nItems, nullMean, nullSd,"
                        + " p, pAdjusted, pRule, reason]",
                names(gai).toString());
    }

    @Test
    void every_value_that_is_null_has_its_reason_and_no_other() throws IOException {
        AnalyzeOutcome outcome = analyze(LONG, RATED, "--group-columns", "age,town", "--ordered", "--format", "json");
        for (JsonNode row : outcome.json().get("estimates")) {
            assertEquals(row.get("value").isNull(), !row.get("reason").isNull(), row.toString());
        }
    }

    @Test
    void without_raters_what_needs_them_is_undefined_for_that_reason() throws IOException {
        AnalyzeOutcome outcome =
                analyze(LONG, List.of("--answer", "rating"), "--group-columns", "age", "--format", "json");
        assertTrue(outcome.json().get("dataset").get("raters").isNull());
        assertEquals(35 / 123.0, outcome.value("krippendorffAlpha", "nominal", null, null), 1e-12);
        assertEquals(42 / 11.0, outcome.value("groupAssociationIndex", null, "old", "rest"), 1e-12);
        assertEquals(
                "raters are unknown",
                outcome.estimate("unitQuality", null, null, null).get("reason").asText());
        assertEquals(
                "raters are unknown",
                outcome.estimate("gaiZ", null, "old", "rest").get("reason").asText());
        JsonNode share = outcome.estimate("pUnsafe", null, "old", null);
        assertTrue(share.get("low").isNull()
                && share.get("p").isNull()
                && share.get("nRaters").isNull());
        assertTrue(share.get("method").asText().contains("raters are unknown"));
    }

    @Test
    void rows_of_counts_are_the_same_answers() throws IOException {
        String counted = """
                item id,age,n_no,n_unsure,n_yes
                i1,old,0,0,2
                i1,young,1,0,1
                i2,old,2,,0
                i2,young,2,0,0
                i3,old,1,1,0
                i3,young,0,0,2
                """;
        AnalyzeOutcome counts = analyze(
                counted, List.of("--counts", "n_no,n_unsure,n_yes"), "--group-columns", "age", "--format", "json");
        AnalyzeOutcome answers =
                analyze(LONG, List.of("--answer", "rating"), "--group-columns", "age", "--format", "json");
        assertEquals(answers.json().get("estimates"), counts.json().get("estimates"));
    }

    @Test
    void groups_come_from_another_file_as_well() throws IOException {
        Path groups = Files.writeString(folder.resolve("groups.csv"), """
                rater,age,town,phase
                r1,old,A,1
                r2,old,B,1
                r3,young,A,2
                r4,young,"B, the other",2
                r5,young,A,2
                """);
        AnalyzeOutcome own = analyze(LONG, RATED, "--group-columns", "age", "--permutations", "0", "--format", "json");
        AnalyzeOutcome other = analyze(
                LONG,
                RATED,
                "--groups",
                groups.toString(),
                "--group-rater",
                "rater",
                "--axes",
                "age",
                "--permutations",
                "0",
                "--format",
                "json");
        assertEquals(own.json().get("estimates"), other.json().get("estimates"));
        AnalyzeOutcome blocks = analyze(
                LONG,
                RATED,
                "--groups",
                groups.toString(),
                "--group-rater",
                "rater",
                "--axes",
                "age",
                "--block-columns",
                "phase",
                "--metrics",
                "pUnsafe",
                "--format",
                "json");
        assertEquals(
                1, blocks.estimate("pUnsafe", null, "old", null).get("p").asDouble(), "nothing to permute in a block");
    }

    @Test
    void the_result_does_not_depend_on_the_number_of_threads() throws IOException {
        String rows = AnalyzeOutcome.simulatedRatings();
        AnalyzeOutcome one = analyze(rows, RATED, "--group-columns", "age", "--threads", "1", "--format", "json");
        AnalyzeOutcome three = analyze(rows, RATED, "--group-columns", "age", "--threads", "3", "--format", "json");
        assertEquals(one.out(), three.out());
        AnalyzeOutcome otherSeed = analyze(rows, RATED, "--group-columns", "age", "--seed", "2", "--format", "json");
        assertFalse(one.out().equals(otherSeed.out()));
    }

    @Test
    void questions_in_one_file_are_analysed_apart() throws IOException {
        String two = """
                item id,who,asked,rating
                i1,r1,bias,Yes
                i1,r2,bias,No
                i1,r1,harm,No
                i1,r2,harm,
                """;
        AnalyzeOutcome outcome = analyze(two, RATED, "--question", "asked", "--metrics", "pUnsafe", "--format", "json");
        JsonNode first = outcome.json().get("estimates").get(0);
        assertEquals("bias 0.5", first.get("question").asText() + " " + first.get("value"));
        assertEquals(
                "[\"bias\",\"harm\"]",
                outcome.json().get("dataset").get("questions").toString());
        assertEquals(1, outcome.json().get("dataset").get("blankAnswers").asInt());
    }

    @Test
    void policies_for_unsure_and_small_groups() throws IOException {
        AnalyzeOutcome dropped = analyze(LONG, RATED, "--unsure", "drop", "--metrics", "pUnsafe", "--format", "json");
        assertEquals(5 / 11.0, dropped.value("pUnsafe", null, null, null), 1e-12);
        assertEquals(
                "drop",
                dropped.estimate("pUnsafe", null, null, null).get("unsure").asText());
        AnalyzeOutcome protectedGroups =
                analyze(LONG, RATED, "--group-columns", "age", "--min-group", "3", "--format", "json");
        assertEquals(
                "a group has fewer than 3 raters",
                protectedGroups
                        .estimate("entropy", null, "old", null)
                        .get("reason")
                        .asText());
    }

    @Test
    void grasp_p_values_are_labelled() throws IOException {
        AnalyzeOutcome outcome = analyze(
                LONG, RATED, "--group-columns", "age", "--p-rule", "grasp", "--metrics", "pUnsafe", "--format", "json");
        assertEquals(
                "grasp",
                outcome.estimate("pUnsafe", null, "old", null).get("pRule").asText());
    }

    @Test
    void items_and_raters_come_on_request() throws IOException {
        AnalyzeOutcome outcome =
                analyze(LONG, RATED, "--per-item", "--per-rater", "--group-columns", "age", "--format", "json");
        JsonNode item = outcome.json().get("items").get(0);
        assertEquals(
                "i1 3 0.75 Yes",
                item.get("item").asText() + " " + item.get("count Yes") + " " + item.get("pUnsafe") + " "
                        + item.get("majority").asText());
        JsonNode rater = outcome.json().get("raters").get(0);
        // r1 beside three others: 2/3 on i1, 3/3 on i2, 0 on i3
        assertEquals(5 / 9.0, rater.get("agreementWithAll").asDouble(), 1e-12);
        assertEquals(2 / 3.0, rater.get("agreementWithOwn age").asDouble(), 1e-12);
        assertEquals(1 / 3.0, rater.get("unsureUse").asDouble(), 1e-12);
        assertEquals(1 / 3.0, rater.get("straightLining").asDouble(), 1e-12);
    }

    @Test
    void csv_and_table_are_for_people() throws IOException {
        AnalyzeOutcome csv =
                analyze(LONG.replace(",A,", ",=A(),"), RATED, "--group-columns", "town", "--format", "csv");
        assertTrue(csv.out().startsWith("metric,level,axis,group,against,unsure,value"), csv.out());
        assertTrue(csv.out().contains("'=A()"), "a spreadsheet must not run a group's name");
        AnalyzeOutcome table = analyze(LONG, RATED, "--group-columns", "age");
        assertTrue(table.out().startsWith("3 items, 4 raters, 12 answers (No, Unsure, Yes); Unsure: category"));
        assertTrue(table.out().contains("By age, against everyone else"), table.out());
        assertTrue(table.out().contains("– undefined:"), table.out());
    }

    @Test
    void a_bad_file_is_refused_by_line_and_rule() throws IOException {
        rejected(
                LONG.replace("i2,r3,young,A,No", "i2,r3,young,A,Maybe"),
                RATED,
                "line 8: the answer \"Maybe\" is not one of [No, Unsure, Yes]");
        rejected(
                LONG + "i1,r2,old,B,No,Yes\n",
                RATED,
                "Rater \"r2\" answers item \"i1\" twice; each rater answers an item once");
        rejected(LONG + "i4,,old,B,No,Yes\n", RATED, "line 14: the rater is blank");
        rejected(LONG + ",r1,old,B,No,Yes\n", RATED, "line 14: the item is blank");
        rejected(LONG + "i4,r1,old\n", RATED, "line 14: 3 fields under a header of 6");
        rejected("", RATED, "the file is empty");
        rejected("item id,who,rating\n", RATED, "has a header and no rows");
        rejected("item id,who,who\n", RATED, "line 1: two columns share a name");
        rejected(
                LONG,
                List.of("--rater", "nobody", "--answer", "rating"),
                "line 1: there is no column \"nobody\" among [item id, who,");
        rejected(
                LONG.replace("i3,r1,old", "i3,r1,young"),
                List.of("--rater", "who", "--answer", "rating", "--group-columns", "age"),
                "line 10: rater \"r1\" has age \"young\" here and \"old\" before");
        List<String> gold = List.of("--rater", "who", "--answer", "rating", "--gold", "expert");
        rejected(
                LONG.replace("i2,r2,old,B,No,No", "i2,r2,old,B,No,Yes"),
                gold,
                "line 7: item \"i2\" has the gold label \"Yes\" here and \"No\" before");
        rejected(LONG.replace("i2,r2,old,B,No,No", "i2,r2,old,B,No,Nay"), gold, "line 7: the gold label \"Nay\"");
        List<String> counts = List.of("--counts", "a,b,c");
        rejected("item id,a,b,c\ni1,1,2,x\n", counts, "line 2: \"x\" under c is not a whole number");
        rejected("item id,a,b,c\ni1,1,-2,0\n", counts, "line 2: the count -2 under b is below 0");
        rejected(
                "item id,a,b,c\ni1,1,2,3\ni1,2147483647,0,0\n",
                counts,
                "line 3: the counts of this item add up to more than 2147483647");
    }

    @Test
    void text_that_is_not_utf_8_is_refused() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "item id,who,rating\ni1,J\u00f6rg,Yes\n".getBytes(StandardCharsets.ISO_8859_1));
        AnalyzeOutcome outcome = run(file, RATED);
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().contains("not UTF-8"), outcome.err());
        assertEquals(1, run(folder.resolve("nowhere.csv"), RATED).status());
    }

    @Test
    void a_misused_command_says_how_and_prints_nothing_else() throws IOException {
        misused(RATED, "No metric is called [gia]", "--metrics", "gia");
        misused(RATED, "go together", "--axes", "age");
        misused(List.of("--answer", "rating"), "need --rater", "--block-columns", "age");
        misused(List.of("--rater", "who"), "either the column of the answer or the columns of counts");
        misused(List.of("--counts", "a,b"), "2 columns of counts were named for the 3 options");
        misused(RATED, "--p-rule is two-sided or grasp", "--p-rule", "lucky");
        misused(RATED, "replicates are 0 or more", "--permutations", "-1");
        misused(RATED, "Unknown option", "--nonsense");
    }

    @Test
    void a_byte_order_mark_is_not_part_of_the_first_column() throws IOException {
        assertEquals(0, analyze("\uFEFF" + LONG, RATED, "--metrics", "entropy").status());
    }

    @Test
    void dices_350_through_the_command_equals_the_reference() {
        Path dices = Dices350.folder();
        AnalyzeOutcome outcome = run(
                dices.resolve("dices350_ratings.csv"),
                List.of("--item", "item_id", "--options", "No,Unsure,Yes", "--unsafe", "Yes"),
                List.of("--rater", "rater_pos", "--answer", "q_overall"),
                "--groups",
                dices.resolve("reference_350_synthetic_groups.csv").toString(),
                "--group-rater",
                "rater_pos",
                "--axes",
                "planted_strictness_tercile",
                "--permutations",
                "200",
                "--bootstrap",
                "0",
                "--format",
                "json");
        for (JsonNode entry : Dices350.reference("gai")) {
            if (entry.get("axis").asText().equals("planted_strictness_tercile")) {
                String group = entry.get("group").asText();
                assertEquals(
                        entry.get("value").asDouble(),
                        outcome.value("groupAssociationIndex", null, group, "rest"),
                        1e-9);
            }
        }
    }

    private static double diversity(AnalyzeOutcome outcome, String axis) {
        for (JsonNode row : outcome.json().get("estimates")) {
            if (row.get("metric").asText().equals("diversitySensitivityIndex")
                    && row.get("axis").asText().equals(axis)) {
                return row.get("value").asDouble();
            }
        }
        throw new AssertionError("no diversitySensitivityIndex of " + axis);
    }

    private static List<String> names(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void rejected(String text, List<String> columns, String rule) throws IOException {
        AnalyzeOutcome outcome = analyze(text, columns);
        assertEquals(1, outcome.status(), rule);
        assertTrue(outcome.err().contains(rule), outcome.err());
        assertEquals("", outcome.out());
    }

    private void misused(List<String> columns, String rule, String... more) throws IOException {
        AnalyzeOutcome outcome = analyze(LONG, columns, more);
        assertEquals(2, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains(rule), outcome.err());
        assertEquals("", outcome.out());
    }

    private AnalyzeOutcome analyze(String text, List<String> columns, String... more) throws IOException {
        return run(Files.writeString(folder.resolve("ratings.csv"), text), COMMON, columns, more);
    }

    private static AnalyzeOutcome run(Path file, List<String> columns) {
        return run(file, COMMON, columns);
    }

    private static AnalyzeOutcome run(Path file, List<String> common, List<String> columns, String... more) {
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(common);
        arguments.addAll(columns);
        arguments.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = AnalyzeCommand.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        return new AnalyzeOutcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
