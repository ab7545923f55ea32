package parallax.dataset.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files and commands that break a rule are refused with the place and the rule, and nothing reaches
/// standard output.
class RefusalsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void a_bad_file_is_refused_by_line_and_rule() throws IOException {
        rejected(
                CommandRun.LONG.replace("i2,r3,young,A,No", "i2,r3,young,A,Maybe"),
                CommandRun.RATED,
                "line 8: the answer \"Maybe\" is not one of [No, Unsure, Yes]");
        rejected(
                CommandRun.LONG + "i1,r2,old,B,No,Yes\n",
                CommandRun.RATED,
                "Rater \"r2\" answers item \"i1\" twice; each rater answers an item once");
        rejected(CommandRun.LONG + "i4,,old,B,No,Yes\n", CommandRun.RATED, "line 14: the rater is blank");
        rejected(CommandRun.LONG + ",r1,old,B,No,Yes\n", CommandRun.RATED, "line 14: the item is blank");
        rejected(CommandRun.LONG + "i4,r1,old\n", CommandRun.RATED, "line 14: 3 fields under a header of 6");
        rejected("", CommandRun.RATED, "the file is empty");
        rejected("item id,who,rating\n", CommandRun.RATED, "has a header and no rows");
        rejected("item id,who,who\n", CommandRun.RATED, "line 1: two columns share a name");
        rejected(
                CommandRun.LONG,
                List.of("--rater", "nobody", "--answer", "rating"),
                "line 1: there is no column \"nobody\" among [item id, who,");
        rejected(
                CommandRun.LONG.replace("i3,r1,old", "i3,r1,young"),
                List.of("--rater", "who", "--answer", "rating", "--group-columns", "age"),
                "line 10: rater \"r1\" has age \"young\" here and \"old\" before");
        List<String> gold = List.of("--rater", "who", "--answer", "rating", "--gold", "expert");
        rejected(
                CommandRun.LONG.replace("i2,r2,old,B,No,No", "i2,r2,old,B,No,Yes"),
                gold,
                "line 7: item \"i2\" has the gold label \"Yes\" here and \"No\" before");
        rejected(
                CommandRun.LONG.replace("i2,r2,old,B,No,No", "i2,r2,old,B,No,Nay"),
                gold,
                "line 7: the gold label \"Nay\"");
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
        CommandRun outcome = CommandRun.run(file, CommandRun.COMMON, CommandRun.RATED);
        assertEquals(1, outcome.status());
        assertTrue(outcome.err().contains("not UTF-8"), outcome.err());
        CommandRun missing = CommandRun.run(folder.resolve("nowhere.csv"), CommandRun.COMMON, CommandRun.RATED);
        assertEquals(1, missing.status());
        assertTrue(missing.err().contains("there is no such file"), missing.err());
        CommandRun wrong = CommandRun.run(folder, CommandRun.COMMON, CommandRun.RATED);
        assertEquals(1, wrong.status());
        assertTrue(wrong.err().contains("is a folder"), wrong.err());
    }

    @Test
    void a_misused_command_says_how_and_prints_nothing_else() throws IOException {
        misused(CommandRun.RATED, "No metric is called [gia]", "--metrics", "gia");
        misused(CommandRun.RATED, "go together", "--axes", "age");
        misused(List.of("--answer", "rating"), "need --rater", "--block-columns", "age");
        misused(List.of("--rater", "who"), "either the column of the answer or the columns of counts");
        misused(List.of("--counts", "a,b"), "2 columns of counts were named for the 3 options");
        misused(CommandRun.RATED, "--p-rule is two-sided or grasp", "--p-rule", "lucky");
        misused(CommandRun.RATED, "replicates are 0 or more", "--permutations", "-1");
        misused(
                CommandRun.RATED,
                "A confidence level lies between 0 and 1, as .95 does; not 95.0",
                "--confidence",
                "95");
        misused(CommandRun.RATED, "The smallest group has 1 rater or more, not 0", "--min-group", "0");
        misused(CommandRun.RATED, "Unknown option", "--nonsense");
        misused(CommandRun.RATED, "Invalid value for option '--permutations'", "--permutations", "many");
        misused(CommandRun.RATED, "parallax analyze --help says more", "--unsure", "keep");
    }

    @Test
    void a_byte_order_mark_is_not_part_of_the_first_column() throws IOException {
        assertEquals(
                0,
                CommandRun.of(folder, "\uFEFF" + CommandRun.LONG, CommandRun.RATED, "--metrics", "entropy")
                        .status());
    }

    private void rejected(String text, List<String> columns, String rule) throws IOException {
        CommandRun outcome = CommandRun.of(folder, text, columns);
        assertEquals(1, outcome.status(), rule);
        assertTrue(outcome.err().contains(rule), outcome.err());
        assertEquals("", outcome.out());
    }

    private void misused(List<String> columns, String rule, String... more) throws IOException {
        CommandRun outcome = CommandRun.of(folder, CommandRun.LONG, columns, more);
        assertEquals(2, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains(rule), outcome.err());
        assertEquals("", outcome.out());
    }
}
