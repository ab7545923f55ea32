package parallax.dataset.exports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parallax.dataset.DicesHeaders;
import parallax.dataset.Layout;
import parallax.dataset.exports.ExportedJudgment.Answer;
import parallax.dataset.exports.StudyExtract.Rater;

/// One row per judgment in the columns of a public DICES file. A column that the study knows nothing of
/// stays empty.
final class DicesExport implements JudgmentStream.Sink {
    private static final Rater NOBODY = new Rater("", Map.of());

    private final Layout layout;
    private final StudyExtract study;
    private final Map<Long, ExportedItem> items;
    private final CsvWriter out;
    private long rows;

    DicesExport(Layout layout, StudyExtract study, Map<Long, ExportedItem> items, CsvWriter out) {
        this.layout = layout;
        this.study = study;
        this.items = items;
        this.out = out;
    }

    void header() throws IOException {
        out.row(layout.header());
    }

    @Override
    public void take(ExportedJudgment judgment) throws IOException {
        rows++;
        Long participation = judgment.place().participation();
        Rater rater = participation == null ? NOBODY : study.raters().getOrDefault(participation, NOBODY);
        Map<String, String> answers = new HashMap<>();
        for (Answer answer : judgment.answers()) {
            answers.put(answer.question(), answer.option());
        }
        List<String> fields = new ArrayList<>(layout.header().size());
        for (String column : layout.header()) {
            fields.add(column.startsWith("Q") ? answers.getOrDefault(column, "") : field(column, judgment, rater));
        }
        out.row(fields);
    }

    private String field(String column, ExportedJudgment judgment, Rater rater) {
        String written = judgment.file().attributes().get(column);
        if (written != null) {
            return written;
        }
        return switch (column) {
            case "id" -> Long.toString(rows);
            case "rater_id" -> rater.pseudonym();
            case "item_id" -> judgment.itemOf(items).code();
            case "answer_time_ms" -> judgment.active();
            case "answer_timestamp" -> judgment.submittedSeconds();
            case "phase" -> "";
            case "rater_raw_race", "rater_race_raw" -> otherSpelling(judgment);
            default ->
                column.startsWith("rater_")
                        ? rater.groups().getOrDefault(column.substring("rater_".length()), "")
                        : judgment.itemOf(items).column(column);
        };
    }

    /// The two files spell this column in two ways. Raters' own words leave only where a file brought
    /// them.
    private static String otherSpelling(ExportedJudgment judgment) {
        return DicesHeaders.RAW_RACE.stream()
                .map(judgment::written)
                .filter(raw -> !raw.isEmpty())
                .findFirst()
                .orElse("");
    }
}
