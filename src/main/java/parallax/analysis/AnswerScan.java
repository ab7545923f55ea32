package parallax.analysis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.analysis.AnalysisRun.ReadAnswers;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Axis;
import parallax.analytics.CountTable;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.RepeatedAnswers;
import parallax.analytics.analysis.Dataset;
import parallax.judgment.QuestionOptions;
import parallax.study.StoredQuestion;

/// The answers to some questions as they are read, question by question.
final class AnswerScan {
    private final JudgedItems judgments;
    private final JudgedItems again;
    private final Map<String, Map<String, @Nullable String>> groups;
    private final Map<String, Sheet> sheets = new LinkedHashMap<>();
    private final Map<Long, Sheet> whole = new HashMap<>();
    private final Set<String> items = new HashSet<>();
    private final Set<String> raters = new HashSet<>();
    private final MessageDigest digest;
    private final @Nullable Integer excluded;
    private long answers;

    /// @param again judgments of raters who judged the item before
    /// @param groups axis code → rater → group
    /// @param excluded how many raters an exclusion left out; null where there was none
    AnswerScan(
            List<StoredQuestion> questions,
            JudgedItems judgments,
            JudgedItems again,
            Map<String, Map<String, @Nullable String>> groups,
            @Nullable Integer excluded) {
        this.judgments = judgments;
        this.again = again;
        this.excluded = excluded;
        this.groups = groups;
        questions.forEach(question -> {
            Sheet sheet = new Sheet(question);
            sheets.put(question.code(), sheet);
            if (question.ticked() == null) {
                whole.put(question.id(), sheet);
            }
        });
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// Takes in one answer; one of a judgment that is not read is passed over.
    void take(long questionId, long judgmentId, int position) {
        take(whole.get(questionId), judgmentId, position);
    }

    /// Takes in whether one option of a set was ticked.
    void takeTicked(StoredQuestion question, long judgmentId, int ticked) {
        take(sheets.get(question.code()), judgmentId, ticked);
    }

    private void take(@Nullable Sheet sheet, long judgmentId, int position) {
        int judgment = judgments.find(judgmentId);
        if (judgment < 0 && sheet != null && position < sheet.options.size()) {
            takeAgain(sheet, again.find(judgmentId), position);
        }
        if (judgment < 0 || sheet == null || position >= sheet.options.size()) {
            return;
        }
        String item = judgments.item(judgment);
        String rater = judgments.rater(judgment);
        sheet.take(item, rater, position);
        items.add(item);
        if (rater != null) {
            raters.add(rater);
        }
        answers++;
        String line =
                sheet.question.code() + "\t" + item + "\t" + (rater == null ? "" : rater) + "\t" + position + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
    }

    private void takeAgain(Sheet sheet, int judgment, int position) {
        String rater = judgment < 0 ? null : again.rater(judgment);
        if (rater != null) {
            String item = again.item(judgment);
            sheet.repeated.put(new Cell(item, rater), position);
            String line = sheet.question.code() + "\t" + item + "\t" + rater + "\t" + position + "\tagain\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Cell(String item, String rater) {}

    /// What was read, after the last answer.
    ReadAnswers read() {
        return new ReadAnswers(
                HexFormat.of().formatHex(digest.digest()),
                raters.isEmpty() ? null : raters.size(),
                items.size(),
                answers,
                excluded);
    }

    /// One dataset for each question that somebody answered.
    ///
    /// @param axes axis codes, joined by `*` for an intersection
    /// @param undisclosed the name of the group of raters who belong to none, or null for leaving them
    ///   out
    List<Dataset> datasets(List<String> axes, @Nullable String undisclosed) {
        return sheets.values().stream()
                .filter(sheet -> sheet.answers > 0)
                .map(sheet -> sheet.dataset(axes, undisclosed))
                .toList();
    }

    private Axis axis(String name, List<String> ratersInOrder, @Nullable String undisclosed) {
        Axis axis = null;
        for (String code : name.split("\\*", -1)) {
            Map<String, @Nullable String> groupOf = groups.getOrDefault(code, Map.of());
            List<@Nullable String> values = new ArrayList<>();
            String nobodys = groupOf.containsValue(undisclosed) ? undisclosed + " (no group)" : undisclosed;
            ratersInOrder.forEach(
                    rater -> values.add(groupOf.getOrDefault(rater, undisclosed == null ? null : nobodys)));
            Axis next = Axis.of(code, values);
            axis = axis == null ? next : axis.cross(next);
        }
        return java.util.Objects.requireNonNull(axis);
    }

    /// The answers to one question.
    private final class Sheet {
        private final StoredQuestion question;
        private final AnswerOptions options;
        private final RatingMatrixBuilder known;
        private final Map<String, int[]> unknown = new LinkedHashMap<>();
        private final Map<Cell, Integer> repeated = new LinkedHashMap<>();
        private long answers;

        Sheet(StoredQuestion question) {
            this.question = question;
            this.options = QuestionOptions.of(question);
            this.known = RatingMatrix.builder(options);
        }

        void take(String item, @Nullable String rater, int option) {
            answers++;
            if (rater == null) {
                unknown.computeIfAbsent(item, name -> new int[options.size()])[option]++;
            } else {
                known.add(known.item(item), known.rater(rater), option);
            }
        }

        Dataset dataset(List<String> axes, @Nullable String undisclosed) {
            if (known.answers() == 0) {
                return ofUnknownRaters();
            }
            RatingMatrix matrix = known.build();
            List<Axis> divided = axes.stream()
                    .map(axis -> axis(axis, matrix.raters(), undisclosed))
                    .toList();
            Dataset data = Dataset.of(matrix, divided);
            return new Dataset(
                    question.code(),
                    data.items(),
                    data.counts(),
                    data.matrix(),
                    data.axes(),
                    data.blocks(),
                    data.gold(),
                    repeats(matrix));
        }

        private @Nullable RepeatedAnswers repeats(RatingMatrix matrix) {
            if (repeated.isEmpty()) {
                return null;
            }
            Map<String, Integer> items = numbers(matrix.items());
            Map<String, Integer> raters = numbers(matrix.raters());
            var pairs = new ArrayList<int[]>();
            repeated.forEach((cell, later) -> {
                Integer item = items.get(cell.item());
                Integer rater = raters.get(cell.rater());
                int first = item == null || rater == null ? -1 : matrix.optionOf(item, rater);
                if (item != null && rater != null && first >= 0) {
                    pairs.add(new int[] {item, rater, first, later});
                }
            });
            return pairs.isEmpty() ? null : RepeatedAnswers.of(options, pairs);
        }

        private static Map<String, Integer> numbers(List<String> names) {
            Map<String, Integer> numbers = HashMap.newHashMap(names.size());
            names.forEach(name -> numbers.put(name, numbers.size()));
            return numbers;
        }

        private Dataset ofUnknownRaters() {
            int[] cells = new int[unknown.size() * options.size()];
            int next = 0;
            for (int[] counts : unknown.values()) {
                System.arraycopy(counts, 0, cells, next, counts.length);
                next += counts.length;
            }
            CountTable table = CountTable.of(options, cells, null);
            return new Dataset(question.code(), List.copyOf(unknown.keySet()), table, null, List.of(), null, List.of());
        }
    }
}
