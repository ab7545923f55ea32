package parallax.dataset.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
                "ratings.csv, line 8, column rating: the answer 'Maybe' is not one of No, Unsure, Yes");
        rejected(
                CommandRun.LONG + "i1,r2,old,B,No,Yes\n",
                CommandRun.RATED,
                "ratings.csv, line 14, column item id: the same rater answers 'rating' on this item twice; first on line 3");
        rejected(
                CommandRun.LONG + "i4,,old,B,No,Yes\n",
                CommandRun.RATED,
                "ratings.csv, line 14, column who: the rater is empty");
        rejected(
                CommandRun.LONG + ",r1,old,B,No,Yes\n",
                CommandRun.RATED,
                "ratings.csv, line 14, column item id: the item is empty");
        rejected(
                CommandRun.LONG + "i4,r1,old\n",
                CommandRun.RATED,
                "ratings.csv, line 14: the row has 3 fields, the header has 6");
        rejected("", CommandRun.RATED, "ratings.csv: the file is empty");
        rejected("item id,who,rating\n", CommandRun.RATED, "ratings.csv: the file has a header but no row");
        rejected(
                "item id,who,who\n",
                CommandRun.RATED,
                "ratings.csv, line 1, column who: the header names this column twice");
        rejected(
                CommandRun.LONG,
                List.of("--rater", "nobody", "--answer", "rating"),
                "ratings.csv, line 1, column nobody: there is no such column; the header has: item id, who,");
        List<String> gold = List.of("--rater", "who", "--answer", "rating", "--gold", "expert");
        rejected(
                CommandRun.LONG.replace("i2,r2,old,B,No,No", "i2,r2,old,B,No,Yes"),
                gold,
                "ratings.csv, line 7, column expert: differs from what an earlier row says of the item 'i2'");
        rejected(
                CommandRun.LONG.replace("i2,r2,old,B,No,No", "i2,r2,old,B,No,Nay"),
                gold,
                "ratings.csv, line 7, column expert: the item 'i2' has the expert's label 'Nay', which is not one of No, Unsure, Yes");
        List<String> counts = List.of("--counts", "a,b,c");
        rejected(
                "item id,a,b,c\ni1,1,2,x\n",
                counts,
                "ratings.csv, line 2, column c: 'x' is not a whole number from 0 to 2147483647");
        rejected(
                "item id,a,b,c\ni1,1,-2,0\n",
                counts,
                "ratings.csv, line 2, column b: '-2' is not a whole number from 0 to 2147483647");
        rejected(
                "item id,a,b,c\ni1,1,2,3\ni1,2147483647,0,0\n",
                counts,
                "ratings.csv, line 3, column a: the counts of this item add up to more than 2147483647");
    }

    @Test
    void what_cannot_be_opened_is_refused() throws IOException {
        CommandRun missing = CommandRun.run(folder.resolve("nowhere.csv"), CommandRun.COMMON, CommandRun.RATED);
        assertEquals(1, missing.status());
        assertTrue(missing.err().contains("nowhere.csv: there is no such file"), missing.err());
        CommandRun wrong = CommandRun.run(folder, CommandRun.COMMON, CommandRun.RATED);
        assertEquals(1, wrong.status());
        assertTrue(wrong.err().contains(": this is a folder without a Parquet file: name a file"), wrong.err());
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
