package parallax.dataset.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/// The same ratings in every form that is read give the same figures.
class AnalyzedFormsTest {
    private static final List<String> OPTIONS = List.of("No", "Unsure", "Yes");

    @TempDir
    Path folder = Path.of("");

    private record Rating(String item, String rater, String group, String answer) {}

    @RepeatedTest(10)
    void whatever_its_form_a_file_gives_the_same_figures(RepetitionInfo repetition) throws IOException {
        List<Rating> ratings = ratings(new Random(repetition.getCurrentRepetition()));
        String rows = "--item item --rater rater --answer answer --group-columns group";
        String expected = figures(Files.writeString(folder.resolve("plain.csv"), delimited(ratings, ",")), rows);
        for (String separator : List.of(";", "\t", "|")) {
            assertEquals(expected, figures(text(delimited(ratings, separator), "UTF-8"), rows), separator);
        }
        for (String encoding : List.of("UTF-16LE", "UTF-16BE", "UTF-16", "windows-1252")) {
            assertEquals(expected, figures(text(delimited(ratings, ","), encoding), rows), encoding);
        }
        String lines = ratings.stream().map(AnalyzedFormsTest::json).collect(Collectors.joining("\n"));
        assertEquals(expected, figures(text(lines, "UTF-8"), rows));
        assertEquals(expected, figures(text("[" + lines.replace("\n", ",\n") + "]", "UTF-8"), rows));
        assertEquals(expected, figures(workbook(ratings), rows));
        String ungrouped = figures(folder.resolve("plain.csv"), "--item item --rater rater --answer answer");
        assertEquals(ungrouped, figures(text(leWiDi(ratings), "UTF-8"), "--item item --rater rater --answer answer"));
        assertEquals(ungrouped, figures(text(oneHot(ratings), "UTF-8"), "--item item --rater rater --one-hot safe"));
        List<String> raters =
                ratings.stream().map(Rating::rater).distinct().sorted().toList();
        assertEquals(
                ungrouped,
                figures(
                        text(ratersInColumns(ratings, raters), "UTF-8"),
                        "--item item --rater-columns " + String.join(",", raters)));
    }

    private static List<Rating> ratings(Random random) {
        List<Rating> ratings = new ArrayList<>();
        for (int item = 0; item < 8; item++) {
            for (int rater = 0; rater < 6; rater++) {
                if (random.nextInt(5) > 0 || rater == item % 6) {
                    ratings.add(new Rating(
                            "gespr\u00e4ch " + item,
                            "r" + rater,
                            rater % 2 == 0 ? "jung" : "\u00e4lter",
                            OPTIONS.get(random.nextInt(3))));
                }
            }
        }
        return ratings;
    }

    private static String delimited(List<Rating> ratings, String separator) {
        StringBuilder text = new StringBuilder(String.join(separator, "item", "rater", "group", "answer")).append('\n');
        ratings.forEach(r -> text.append(String.join(separator, r.item, r.rater, r.group, r.answer))
                .append('\n'));
        return text.toString();
    }

    private static String json(Rating r) {
        return "{\"item\":\"" + r.item + "\",\"rater\":\"" + r.rater + "\",\"group\":\"" + r.group + "\",\"answer\":\""
                + r.answer + "\"}";
    }

    private static String leWiDi(List<Rating> ratings) {
        return byItem(ratings).entrySet().stream()
                .map(item ->
                        "\"" + item.getKey() + "\":{\"text\":\"t\",\"annotators\":\"" + joined(item.getValue(), true)
                                + "\",\"annotations\":\"" + joined(item.getValue(), false) + "\"}")
                .collect(Collectors.joining(",\n", "{", "}"));
    }

    private static String joined(List<Rating> ratings, boolean raters) {
        return ratings.stream().map(r -> raters ? r.rater : r.answer).collect(Collectors.joining(","));
    }

    private static String oneHot(List<Rating> ratings) {
        StringBuilder text = new StringBuilder("item,rater,safe_No,safe_Unsure,safe_Yes\n");
        for (Rating r : ratings) {
            text.append(r.item).append(',').append(r.rater);
            OPTIONS.forEach(option -> text.append(option.equals(r.answer) ? ",1" : ",0"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String ratersInColumns(List<Rating> ratings, List<String> raters) {
        StringBuilder text = new StringBuilder("item," + String.join(",", raters) + "\n");
        byItem(ratings).forEach((item, answers) -> {
            Map<String, String> byRater = answers.stream().collect(Collectors.toMap(Rating::rater, Rating::answer));
            text.append(item);
            raters.forEach(rater -> text.append(',').append(byRater.getOrDefault(rater, "")));
            text.append('\n');
        });
        return text.toString();
    }

    private static Map<String, List<Rating>> byItem(List<Rating> ratings) {
        return ratings.stream().collect(Collectors.groupingBy(Rating::item, TreeMap::new, Collectors.toList()));
    }

    private Path text(String text, String encoding) throws IOException {
        return Files.write(folder.resolve("ratings"), text.getBytes(Charset.forName(encoding)));
    }

    private Path workbook(List<Rating> ratings) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Parallax", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Ratings");
            List<String> lines = delimited(ratings, "|").lines().toList();
            for (int row = 0; row < lines.size(); row++) {
                String[] fields = lines.get(row).split("\\|", -1);
                for (int column = 0; column < fields.length; column++) {
                    sheet.value(row, column, fields[column]);
                }
            }
        }
        return Files.write(folder.resolve("ratings"), bytes.toByteArray());
    }

    /// Every estimate but for the question's name, which shapes of several questions give.
    private static String figures(Path file, String columns) {
        List<String> arguments = new ArrayList<>(List.of(columns.split(" ", -1)));
        arguments.addAll(List.of("--options", "No,Unsure,Yes", "--unsafe", "Yes", "--unsure-option", "Unsure"));
        arguments.addAll(List.of("--permutations", "0", "--bootstrap", "0", "--format", "csv"));
        CommandRun run = CommandRun.run(file, List.of(), arguments);
        assertEquals(0, run.status(), run.err());
        return new String(run.out().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^(safe|question),", ""))
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
