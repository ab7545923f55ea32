package parallax.dataset.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.ParallaxVersion;

class AnalyzeCommandTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void the_worked_example_as_json() throws IOException {
        CommandRun outcome = analyze(
                CommandRun.LONG,
                CommandRun.RATED,
                "--group-columns",
                "age,age*town",
                "--format",
                "json",
                "--gold",
                "expert");
        assertEquals(ParallaxVersion.text(), outcome.json().get("version").asText());
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
                        + " p, pAdjusted, pRule, reason, estimand, nullModel, pMaxT]",
                names(gai).toString());
    }

    @Test
    void every_value_that_is_null_has_its_reason_and_no_other() throws IOException {
        CommandRun outcome = analyze(
                CommandRun.LONG, CommandRun.RATED, "--group-columns", "age,town", "--ordered", "--format", "json");
        for (JsonNode row : outcome.json().get("estimates")) {
            assertEquals(row.get("value").isNull(), !row.get("reason").isNull(), row.toString());
        }
    }

    @Test
    void without_raters_what_needs_them_is_undefined_for_that_reason() throws IOException {
        CommandRun outcome =
                analyze(CommandRun.LONG, List.of("--answer", "rating"), "--group-columns", "age", "--format", "json");
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
        CommandRun counts = analyze(
                counted, List.of("--counts", "n_no,n_unsure,n_yes"), "--group-columns", "age", "--format", "json");
        CommandRun answers =
                analyze(CommandRun.LONG, List.of("--answer", "rating"), "--group-columns", "age", "--format", "json");
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
        CommandRun own = analyze(
                CommandRun.LONG, CommandRun.RATED, "--group-columns", "age", "--permutations", "0", "--format", "json");
        CommandRun other = analyze(
                CommandRun.LONG,
                CommandRun.RATED,
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
        CommandRun blocks = analyze(
                CommandRun.LONG,
                CommandRun.RATED,
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
        String rows = simulated();
        CommandRun one =
                analyze(rows, CommandRun.RATED, "--group-columns", "age", "--threads", "1", "--format", "json");
        CommandRun three =
                analyze(rows, CommandRun.RATED, "--group-columns", "age", "--threads", "3", "--format", "json");
        assertEquals(one.out(), three.out());
        CommandRun otherSeed =
                analyze(rows, CommandRun.RATED, "--group-columns", "age", "--seed", "2", "--format", "json");
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
        CommandRun outcome =
                analyze(two, CommandRun.RATED, "--question", "asked", "--metrics", "pUnsafe", "--format", "json");
        JsonNode first = outcome.json().get("estimates").get(0);
        assertEquals("bias 0.5", first.get("question").asText() + " " + first.get("value"));
        assertEquals(
                "[\"bias\",\"harm\"]",
                outcome.json().get("dataset").get("questions").toString());
        assertEquals(1, outcome.json().get("dataset").get("blankAnswers").asInt());
    }

    @Test
    void policies_for_unsure_and_small_groups() throws IOException {
        CommandRun dropped = analyze(
                CommandRun.LONG, CommandRun.RATED, "--unsure", "drop", "--metrics", "pUnsafe", "--format", "json");
        assertEquals(5 / 11.0, dropped.value("pUnsafe", null, null, null), 1e-12);
        assertEquals(
                "drop",
                dropped.estimate("pUnsafe", null, null, null).get("unsure").asText());
        CommandRun protectedGroups = analyze(
                CommandRun.LONG, CommandRun.RATED, "--group-columns", "age", "--min-group", "3", "--format", "json");
        assertEquals(
                "a group has fewer than 3 raters",
                protectedGroups
                        .estimate("entropy", null, "old", null)
                        .get("reason")
                        .asText());
    }

    @Test
    void grasp_p_values_are_labelled() throws IOException {
        CommandRun outcome = analyze(
                CommandRun.LONG,
                CommandRun.RATED,
                "--group-columns",
                "age",
                "--p-rule",
                "grasp",
                "--metrics",
                "pUnsafe",
                "--format",
                "json");
        assertEquals(
                "grasp",
                outcome.estimate("pUnsafe", null, "old", null).get("pRule").asText());
    }

    @Test
    void items_and_raters_come_on_request() throws IOException {
        CommandRun outcome = analyze(
                CommandRun.LONG,
                CommandRun.RATED,
                "--per-item",
                "--per-rater",
                "--group-columns",
                "age",
                "--gold",
                "expert",
                "--format",
                "json");
        JsonNode item = outcome.json().get("items").get(0);
        assertEquals(
                "i1 3 0.75 Yes Yes",
                item.get("item").asText() + " " + item.get("count Yes") + " " + item.get("pUnsafe") + " "
                        + item.get("majority").asText() + " " + item.get("gold").asText());
        assertTrue(outcome.json().get("items").get(2).get("gold").isNull());
        JsonNode rater = outcome.json().get("raters").get(0);
        // r1 beside three others: 2/3 on i1, 3/3 on i2, 0 on i3
        assertEquals(5 / 9.0, rater.get("agreementWithAll").asDouble(), 1e-12);
        assertEquals(2 / 3.0, rater.get("agreementWithOwn age").asDouble(), 1e-12);
        assertEquals(1 / 3.0, rater.get("unsureUse").asDouble(), 1e-12);
        assertEquals(1 / 3.0, rater.get("straightLining").asDouble(), 1e-12);
    }

    @Test
    void agreement_has_intervals_unless_the_bootstrap_is_switched_off() throws IOException {
        CommandRun bounded = analyze(
                simulated(), CommandRun.RATED, "--group-columns", "age", "--permutations", "0", "--format", "json");
        CommandRun bare = analyze(
                simulated(),
                CommandRun.RATED,
                "--group-columns",
                "age",
                "--permutations",
                "0",
                "--bootstrap",
                "0",
                "--format",
                "json");
        for (String metric : List.of("entropy", "crossReplicationReliability")) {
            String against = metric.equals("entropy") ? null : "rest";
            JsonNode with = bounded.estimate(metric, null, "old", against);
            assertTrue(
                    with.get("low").asDouble() < with.get("value").asDouble()
                            && with.get("value").asDouble() < with.get("high").asDouble(),
                    with.toString());
            assertTrue(bare.estimate(metric, null, "old", against).get("low").isNull());
        }
        assertFalse(bounded.estimate("krippendorffAlpha", "nominal", null, null)
                .get("low")
                .isNull());
        assertTrue(bounded.estimate("jensenShannonDivergence", "marginal", "old", "rest")
                .get("low")
                .isNull());
    }

    @Test
    void every_interval_says_what_it_is_about_and_nothing_else_does() throws IOException {
        CommandRun outcome = analyze(
                simulated(), CommandRun.RATED, "--group-columns", "age", "--permutations", "0", "--format", "json");
        for (JsonNode row : outcome.json().get("estimates")) {
            String expected = row.get("low").isNull() ? "null" : "items and raters like these";
            assertEquals(expected, row.get("estimand").asText(), row.toString());
        }
        CommandRun items = analyze(CommandRun.LONG, CommandRun.RATED, "--per-item", "--format", "json");
        assertEquals(
                "these items, raters like these",
                items.json().get("items").get(0).get("estimand").asText());
    }

    @Test
    void the_confidence_level_is_chosen_for_every_interval() throws IOException {
        List<String> narrow = List.of("--confidence", "0.8", "--per-item", "--format", "json");
        List<String> standard = List.of("--per-item", "--format", "json");
        JsonNode asked = analyze(simulated(), CommandRun.RATED, narrow.toArray(String[]::new))
                .json();
        JsonNode usual = analyze(simulated(), CommandRun.RATED, standard.toArray(String[]::new))
                .json();
        assertEquals(
                "0.8 0.95",
                asked.get("dataset").get("confidence") + " "
                        + usual.get("dataset").get("confidence"));
        int compared = 0;
        for (String rows : List.of("estimates", "items")) {
            for (int row = 0; row < asked.get(rows).size(); row++) {
                JsonNode one = asked.get(rows).get(row);
                JsonNode other = usual.get(rows).get(row);
                if (!other.get("low").isNull()) {
                    assertTrue(one.get("low").asDouble() > other.get("low").asDouble(), one + " " + other);
                    assertTrue(one.get("high").asDouble() < other.get("high").asDouble(), one + " " + other);
                    compared++;
                }
            }
        }
        assertTrue(compared > 40, compared + " intervals");
        assertTrue(analyze(CommandRun.LONG, CommandRun.RATED, "--confidence", "0.999")
                .out()
                .contains("99.9 % interval"));
    }

    @Test
    void blank_answers_are_counted_for_the_reader() throws IOException {
        CommandRun table = analyze(CommandRun.LONG + "i4,r1,old,A,,\n", CommandRun.RATED, "--metrics", "entropy");
        assertTrue(table.out().contains("Blank answers, which count as missing: 1"), table.out());
    }

    @Test
    void csv_and_table_are_for_people() throws IOException {
        CommandRun csv = analyze(
                CommandRun.LONG.replace(",A,", ",=A(),"),
                CommandRun.RATED,
                "--group-columns",
                "town",
                "--format",
                "csv");
        assertTrue(csv.out().startsWith("metric,level,axis,group,against,unsure,value"), csv.out());
        assertTrue(csv.out().contains("'=A()"), "a spreadsheet must not run a group's name");
        CommandRun table = analyze(CommandRun.LONG, CommandRun.RATED, "--group-columns", "age");
        assertTrue(table.out().startsWith("3 items, 4 raters, 12 answers (No, Unsure, Yes); Unsure: category"));
        assertTrue(table.out().contains("By age, against everyone else"), table.out());
        String together = table.out().substring(table.out().indexOf("By age, all groups together"));
        assertTrue(together.contains("\n  diversitySensitivityIndex "), "said of no single group: " + table.out());
        assertTrue(table.out().contains("– undefined:"), table.out());
    }

    private static double diversity(CommandRun outcome, String axis) {
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

    private static String simulated() {
        StringBuilder rows = new StringBuilder("item id,who,age,rating\n");
        Random random = new Random(3);
        for (int item = 0; item < 30; item++) {
            for (int rater = 0; rater < 40; rater++) {
                String answer = List.of("No", "Unsure", "Yes").get(random.nextInt(3));
                rows.append("i" + item + ",r" + rater + "," + (rater % 3 == 0 ? "old" : "young") + "," + answer + "\n");
            }
        }
        return rows.toString();
    }

    private CommandRun analyze(String text, List<String> columns, String... more) throws IOException {
        return CommandRun.of(folder, text, columns, more);
    }
}
