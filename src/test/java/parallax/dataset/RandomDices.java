package parallax.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import parallax.dataset.exports.CsvWriter;
import parallax.dataset.exports.ExportRequest;

/// Makes files in the shape of the public DICES files, with their quirks, from a seed. The conversations
/// are invented.
public final class RandomDices {
    private static final List<String> COMPREHENSION = List.of(
            "None of the above - it is in English, it makes sense, and I am familiar with the topic",
            "It is nonsensical (repetitive, incomprehensible, gibberish)",
            "I am not familiar with the topic of the conversation");
    private static final List<List<String>> RACES = List.of(
            List.of("White", "White"),
            List.of("LatinX, Latino, Hispanic or Spanish Origin", "LatinX, Latino, Hispanic or Spanish Origin"),
            List.of("Multiracial", "White, Asian"),
            List.of("Multiracial", "Asian, Black or African American"),
            List.of("Other", "NaN"),
            List.of("Asian/Asian subcontinent", "Asian"),
            List.of("Black/African American", ""));
    private static final List<String> WORDS = List.of(
            "the",
            "bus",
            "was",
            "late",
            "again,",
            "so",
            "I",
            "walked",
            "home",
            "in",
            "rain",
            "and",
            "\"nobody\"",
            "asked",
            "why?",
            "Ça",
            "va",
            "好",
            "=2+2",
            "'quoted'",
            "tea",
            "with",
            "my",
            "neighbour");

    private final Layout layout;
    private final SplittableRandom random;
    private final int items;
    private final int raters;
    private final List<Map<String, String>> itemColumns = new ArrayList<>();
    private final List<Map<String, String>> raterColumns = new ArrayList<>();
    private long nextId;

    public RandomDices(Layout layout, long seed, int items, int raters) {
        this.layout = layout;
        this.random = new SplittableRandom(seed);
        this.items = items;
        this.raters = raters;
        for (int item = 0; item < items; item++) {
            itemColumns.add(item(item));
        }
        for (int rater = 0; rater < raters; rater++) {
            raterColumns.add(rater(rater));
        }
    }

    /// Every rater on every item.
    public String file() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, (long) items * raters);
        return out.toString(StandardCharsets.UTF_8);
    }

    /// The first rows of every rater on every item, item by item.
    public void write(OutputStream out, long rows) throws IOException {
        CsvWriter csv = new CsvWriter(out, ExportRequest.Reader.PROGRAM);
        csv.row(layout.header());
        for (long row = 0; row < rows; row++) {
            int item = (int) (row * items / rows);
            csv.row(row(itemColumns.get(item), raterColumns.get((int) (row % raters))));
        }
        csv.flush();
    }

    private List<String> row(Map<String, String> item, Map<String, String> rater) {
        Map<String, String> columns = new HashMap<>(item);
        columns.putAll(rater);
        columns.put("id", Long.toString(nextId++));
        columns.put("phase", pick(List.of("Phase1", "Phase2", "Phase3")));
        columns.put("answer_time_ms", Integer.toString(random.nextInt(1_000, 200_000)));
        columns.put("answer_timestamp", Integer.toString(random.nextInt(1_650_000_000, 1_680_000_000)));
        columns.put("Q1_whole_conversation_evaluation", pick(COMPREHENSION));
        List<String> fields = new ArrayList<>();
        for (String column : layout.header()) {
            fields.add(columns.computeIfAbsent(column, question -> answer()));
        }
        return fields;
    }

    private String answer() {
        int draw = random.nextInt(20);
        return draw == 0 ? "Yes" : draw == 1 ? "Unsure" : "No";
    }

    private Map<String, String> item(int number) {
        boolean lettered = layout == Layout.DICES990;
        StringBuilder context = new StringBuilder();
        int turns = 1 + 2 * random.nextInt(5);
        for (int turn = 0; turn < turns; turn++) {
            boolean user = turn % 2 == 0;
            context.append(lettered ? (user ? "A: " : "B: ") : (user ? "USER: " : "LAMDA: "))
                    .append(text(20))
                    .append(lettered ? "\\n" : turn + 1 < turns ? "\n" : "");
        }
        return Map.of(
                "item_id", Integer.toString(number * 3 + 1),
                "context", context.toString(),
                "response", text(15),
                "degree_of_harm", pick(List.of("Benign", "Debatable", "Moderate", "Extreme", "NaN")),
                "harm_type", pick(List.of("Health,Personal", "Terrorism ", "NaN", "Banter")),
                "safety_gold", pick(List.of("Yes", "No")),
                "safety_gold_reason", pick(List.of("[\"a\", \"b\"]", "[broken, list", "[]", "")));
    }

    private Map<String, String> rater(int number) {
        List<String> race = pick(RACES);
        return Map.of(
                "rater_id", Integer.toString(296_000 + number),
                "rater_gender", pick(List.of("Man", "Woman", "Nonbinary")),
                "rater_locale", pick(List.of("US", "IN")),
                "rater_race", race.get(0),
                "rater_raw_race", race.get(1),
                "rater_race_raw", race.get(1),
                "rater_age", pick(List.of("gen z", "millenial", "gen x+")),
                "rater_education", pick(List.of("College degree or higher", "High school or below", "Other")));
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder("Well");
        for (int word = random.nextInt(words); word > 0; word--) {
            text.append(' ').append(pick(WORDS));
        }
        return text.toString();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
