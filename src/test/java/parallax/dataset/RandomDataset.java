package parallax.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import parallax.dataset.file.RatingRules;
import parallax.dataset.imports.ImportRequest;
import parallax.dataset.table.FileSource;
import parallax.study.Rubric;

/// A random long ratings file with its items file, from a seed: awkward text, missing answers,
/// undisclosed groups, rows in any order.
public final class RandomDataset {
    private static final List<String> PIECES = List.of(
            "plain",
            "with, comma",
            "\"quoted\"",
            "two\nlines",
            "=1+1",
            "tab\there",
            " led by space",
            "trailing ",
            "é",
            "日本",
            "\\n",
            "\\",
            "'",
            "-5",
            "NaN",
            "null",
            "\\N",
            "a\r\nb",
            "100%",
            "<b>",
            "🙂");

    private final Random random;
    private final List<String> items = new ArrayList<>();
    private final List<String> raters = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final StringBuilder ratings = new StringBuilder();
    private final StringBuilder itemsFile = new StringBuilder("item,context,response,note\n");
    private final boolean ratersKnown;
    private long answers;

    public RandomDataset(long seed) {
        random = new Random(seed);
        ratersKnown = random.nextInt(4) > 0;
        names(items, "i", 1 + random.nextInt(8));
        names(raters, "r", 1 + random.nextInt(6));
        names(questions, "q", 1 + random.nextInt(4));
        for (String item : items) {
            itemsFile.append(row(item, conversation(), "Reply: " + piece(), piece()));
        }
        writeRatings();
    }

    private void names(List<String> names, String prefix, int count) {
        for (int n = 0; n < count; n++) {
            names.add(prefix + n + " " + piece());
        }
    }

    private String conversation() {
        return random.nextBoolean()
                ? "USER: " + piece() + "\nCHATBOT: " + piece() + "\nUSER: " + piece()
                : random.nextBoolean() ? piece() : "";
    }

    private void writeRatings() {
        List<String> groups = new ArrayList<>();
        for (int rater = 0; rater < raters.size(); rater++) {
            groups.add(random.nextInt(4) == 0 ? "" : "group " + piece());
        }
        List<String> rows = new ArrayList<>();
        for (String item : items) {
            for (int rater = 0; rater < raters.size(); rater++) {
                String kept = piece();
                for (String question : questions) {
                    if (random.nextInt(3) > 0) {
                        rows.add(row(item, raters.get(rater), question, option(), groups.get(rater), kept));
                        answers++;
                    }
                }
            }
        }
        if (rows.isEmpty()) {
            rows.add(row(items.getFirst(), raters.getFirst(), questions.getFirst(), "A", groups.getFirst(), ""));
            answers++;
        }
        Collections.shuffle(rows, random);
        ratings.append(ratersKnown ? "item,rater" : "item,judgment").append(",question,answer,rater_home,device\n");
        rows.forEach(ratings::append);
    }

    private String option() {
        return List.of("A", "B, or so", "C \"maybe\"").get(random.nextInt(3));
    }

    private String piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    private static String row(String... fields) {
        List<String> quoted = new ArrayList<>();
        for (String field : fields) {
            quoted.add("\"" + field.replace("\"", "\"\"") + "\"");
        }
        return String.join(",", quoted) + "\n";
    }

    public String ratings() {
        return ratings.toString();
    }

    public String items() {
        return itemsFile.toString();
    }

    public long answers() {
        return answers;
    }

    public ImportRequest request(Path ratingsFile, Path itemsPath) {
        return new ImportRequest(
                FileSource.of(ratingsFile),
                FileSource.of(itemsPath),
                Layout.LONG,
                "Random",
                ImportRequest.ColumnNames.RECOGNISED,
                new ImportRequest.Asked(null, List.of("A", "B, or so", "C \"maybe\""), List.of("A"), ""),
                List.of(),
                RatingRules.USUAL);
    }

    public ImportRequest requestAgain(Path ratingsFile, Path itemsPath, Rubric rubric) {
        return new ImportRequest(
                FileSource.of(ratingsFile),
                FileSource.of(itemsPath),
                Layout.LONG,
                "Random again",
                ImportRequest.ColumnNames.RECOGNISED,
                new ImportRequest.Asked(rubric, ImportRequest.NO_UNSURE_YES, List.of("Yes"), "Unsure"),
                List.of(),
                RatingRules.USUAL);
    }
}
