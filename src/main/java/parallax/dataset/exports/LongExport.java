package parallax.dataset.exports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parallax.dataset.DicesHeaders;
import parallax.dataset.exports.ExportedJudgment.Answer;
import parallax.dataset.exports.StudyExtract.Rater;

/// One row per answer: who judged what, what was asked and answered, the rater's groups, and what an
/// imported file said beside it.
final class LongExport implements JudgmentStream.Sink {
    private static final Rater NOBODY = new Rater("", Map.of());
    /// How long the rater was active before this answer, since the one before or the item's beginning.
    private static final String QUESTION_TIME = "question_active_ms";

    /// What was answered in words. Whoever hands the file on without texts leaves this column out.
    private static final String WORDS = "words";

    private static final Answer NO_ANSWER = new Answer(0, "", "", "", "", null);

    private final StudyExtract study;
    private final Map<Long, ExportedItem> items;
    private final List<String> kept;
    private final CsvWriter out;
    private long judgments;

    /// @param kept names of the columns that the study's imported judgments bring along, and those of the course
    ///   of judgments that were made here
    LongExport(StudyExtract study, Map<Long, ExportedItem> items, List<String> kept, CsvWriter out) {
        this.study = study;
        this.items = items;
        this.kept = kept.stream().filter(name -> !isWrittenAnyway(name, study)).toList();
        this.out = out;
    }

    private static boolean isWrittenAnyway(String name, StudyExtract study) {
        return name.equals("submitted_at")
                || name.equals("active_ms")
                || (name.equals("judgment") && !study.ratersKnown())
                || DicesHeaders.CONVERSATION.contains(name)
                || (name.startsWith("rater_") && study.axes().contains(name.substring("rater_".length())));
    }

    void header() throws IOException {
        List<String> names = new ArrayList<>(List.of(
                "item",
                study.ratersKnown() ? "rater" : "judgment",
                "occasion",
                "revision",
                "surplus",
                "question",
                "answer",
                "source",
                "submitted_at",
                "active_ms"));
        if (study.questionsAreTimed()) {
            names.add(QUESTION_TIME);
        }
        if (study.asksForWords()) {
            names.add(WORDS);
        }
        study.axes().forEach(axis -> names.add("rater_" + axis));
        names.addAll(kept);
        out.row(names);
    }

    @Override
    public void take(ExportedJudgment judgment) throws IOException {
        judgments++;
        if (judgment.answers().isEmpty()) {
            write(judgment, NO_ANSWER);
        }
        for (Answer answer : judgment.answers()) {
            write(judgment, answer);
        }
    }

    private void write(ExportedJudgment judgment, Answer answer) throws IOException {
        Long participation = judgment.place().participation();
        Rater rater = participation == null ? NOBODY : study.raters().getOrDefault(participation, NOBODY);
        List<String> fields = new ArrayList<>(List.of(
                judgment.itemOf(items).code(),
                study.ratersKnown()
                        ? rater.pseudonym()
                        : judgment.file().attributes().getOrDefault("judgment", Long.toString(judgments)),
                Integer.toString(judgment.place().occasion()),
                Integer.toString(judgment.place().revision()),
                Boolean.toString(judgment.place().surplus()),
                answer.question(),
                answer.option(),
                answer.source(),
                judgment.submitted(),
                judgment.active()));
        if (study.questionsAreTimed()) {
            Long activeMs = answer.activeMs();
            fields.add(activeMs == null ? "" : activeMs.toString());
        }
        if (study.asksForWords()) {
            fields.add(answer.words());
        }
        study.axes().forEach(axis -> fields.add(rater.groups().getOrDefault(axis, "")));
        kept.forEach(name -> fields.add(judgment.kept(name)));
        out.row(fields);
    }
}
