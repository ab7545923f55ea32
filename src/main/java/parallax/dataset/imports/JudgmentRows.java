package parallax.dataset.imports;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parallax.dataset.Attributes;
import parallax.dataset.Written;
import parallax.dataset.file.ImportedItem;
import parallax.dataset.imports.JudgmentIndex.Place;
import parallax.dataset.imports.RaterDirectory.ImportedRater;
import parallax.dataset.imports.StoredStudy.StoredQuestion;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Header.Column;
import parallax.dataset.table.Problems;
import parallax.dataset.table.TableFile;
import parallax.dataset.table.TableRow;
import parallax.judgment.Answers;

/// Stores judgments and answers: the ratings file is read a second time for what its rows say of each
/// judgment, and the answers follow question by question, in the order of their index.
final class JudgmentRows {
    private static final int REPORT_EVERY = 5_000;

    private final Connection connection;
    private final StoredStudy study;
    private final RatingsSurvey survey;
    private final long[] items;
    private final long[] participations;
    private final Instant importedAt;
    private final ImportProgress progress;
    private final long[] judgments;
    private final List<StoredSheet> sheets = new ArrayList<>();
    private final BitSet passedOver = new BitSet();
    private RatingColumns written;

    private record StoredSheet(long questionId, Map<String, Integer> positions, AnswerSheet.Sheet sheet) {
        /// The option's place, or -1 where there is no answer.
        int position(int judgment) {
            String answer = sheet.answer(judgment);
            return answer == null ? -1 : positions.getOrDefault(answer, -1);
        }

        @Nullable
        Long activeMs(int judgment) {
            long ms = sheet.activeMs(judgment);
            return ms < 0 ? null : ms;
        }
    }

    /// @param items the stored items' ids by their place in the file
    /// @param participations the stored raters' participations by their place in the file
    JudgmentRows(
            Connection connection,
            StoredStudy study,
            RatingsSurvey survey,
            long[] items,
            long[] participations,
            Instant importedAt,
            ImportProgress progress)
            throws SQLException {
        this.connection = connection;
        this.study = study;
        this.survey = survey;
        this.items = items;
        this.participations = participations;
        this.importedAt = importedAt;
        this.progress = progress;
        this.written = survey.columns();
        this.judgments = Ids.next(connection, "judgment", survey.judgments().size());
        for (AnswerSheet.Sheet sheet : survey.answers().questions()) {
            StoredQuestion question = study.questions().get(sheet.code());
            if (question != null) {
                sheets.add(new StoredSheet(question.id(), question.positions(), sheet));
            }
        }
        sheets.sort((a, b) -> Long.compare(a.questionId, b.questionId));
    }

    /// Leaves a judgment out, which is stored already.
    void passOver(int judgment) {
        passedOver.set(judgment);
    }

    /// Keeps nothing of what the file says of items, which are stored already.
    void leaveItemsOut() {
        written = survey.columns().withoutConversation();
    }

    /// How many are stored.
    int kept() {
        return judgments.length - passedOver.cardinality();
    }

    void insertJudgments(TableFile file) throws SQLException, FileRefused {
        JudgmentIndex index = new JudgmentIndex();
        RowPlacing placing = new RowPlacing(survey.columns(), file.name(), new Problems());
        try (CopyTable copy = CopyTable.into(
                connection,
                "judgment",
                "id, study_id, item_id, participation_id, occasion, revision, current, surplus, submitted_at,"
                        + " content_hash, active_ms, attributes")) {
            for (TableRow row = file.next(); row != null; row = file.next()) {
                ImportedItem item =
                        same(survey.items().find(survey.columns().item().in(row)), file);
                ImportedRater rater = rater(row, file);
                Place place = same(placing.place(row, item, rater, index), file);
                if (place.begins() && !passedOver.get(place.ordinal())) {
                    insert(copy, row, item, rater, place);
                    if ((place.ordinal() + 1) % REPORT_EVERY == 0) {
                        progress.at("storing judgments", place.ordinal() + 1);
                    }
                }
            }
            copy.end();
        }
        progress.at("storing judgments", index.size());
        if (index.size() != judgments.length) {
            same(null, file);
        }
    }

    long insertAnswers() throws SQLException {
        long stored = 0;
        try (CopyTable copy = CopyTable.into(
                connection, "answer", "study_id, question_id, judgment_id, position, source, active_ms")) {
            for (StoredSheet sheet : sheets) {
                for (int judgment = 0; judgment < judgments.length; judgment++) {
                    if (passedOver.get(judgment)) {
                        continue;
                    }
                    int position = sheet.position(judgment);
                    if (position >= 0) {
                        copy.row(
                                study.id(),
                                sheet.questionId,
                                judgments[judgment],
                                position,
                                "imported",
                                sheet.activeMs(judgment));
                        stored++;
                    } else if (sheet.sheet.isNotAsked(judgment)) {
                        copy.row(study.id(), sheet.questionId, judgments[judgment], null, "not_asked", null);
                        stored++;
                    }
                }
                progress.at("storing answers", stored);
            }
            copy.end();
        }
        return stored;
    }

    private void insert(CopyTable copy, TableRow row, ImportedItem item, @Nullable ImportedRater rater, Place place)
            throws SQLException {
        RatingColumns columns = survey.columns();
        int raterIndex = rater == null ? -1 : rater.index();
        copy.row(
                judgments[place.ordinal()],
                study.id(),
                items[item.index()],
                rater == null ? null : participations[raterIndex],
                place.occasion(),
                place.revision(),
                survey.judgments().isCurrent(item.index(), raterIndex, place),
                columns.judgment().surplus() != null
                        && columns.judgment().surplus().in(row).equals("true"),
                submittedAt(columns.judgment().submittedAt(), row),
                contentHash(place.ordinal()),
                activeMs(columns.judgment().activeMs(), row),
                Attributes.json(RowAttributes.judgment(written, row, item, rater)));
    }

    private Instant submittedAt(@Nullable Column column, TableRow row) {
        return column == null ? importedAt : Written.time(column.in(row)).orElse(importedAt);
    }

    private static @Nullable Long activeMs(@Nullable Column column, TableRow row) {
        OptionalLong number = column == null ? OptionalLong.empty() : Written.wholeNumber(column.in(row));
        return number.isPresent() ? number.getAsLong() : null;
    }

    byte[] contentHash(int judgment) {
        Map<Long, Integer> chosen = new HashMap<>();
        for (StoredSheet sheet : sheets) {
            int position = sheet.position(judgment);
            if (position >= 0) {
                chosen.put(sheet.questionId, position);
            }
        }
        return new Answers(chosen).contentHash();
    }

    private @Nullable ImportedRater rater(TableRow row, TableFile file) {
        Column column = survey.columns().rater();
        return column == null ? null : same(survey.raters().find(column.in(row)), file);
    }

    private static <T> T same(@Nullable T found, TableFile file) {
        if (found == null) {
            throw new IllegalStateException(file.name() + " was changed while it was being imported");
        }
        return found;
    }
}
