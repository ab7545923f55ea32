package parallax.dataset.imports;

import java.util.List;
import java.util.stream.IntStream;
import parallax.dataset.file.MeantTable;
import parallax.dataset.file.RatingRules;
import parallax.dataset.file.RenamedTable;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.Notes;
import parallax.dataset.table.Problems;
import parallax.dataset.table.TableFile;

/// A ratings file that is open for reading, and which of its columns say what.
///
/// @param names of the columns as the file has them, where some are read under other names
record RatingsTable(TableFile file, RatingColumns columns, List<String> names) implements AutoCloseable {
    /// The public DICES files are read as they were published; the values of others are read as what
    /// they mean.
    static RatingsTable open(ImportRequest request, Problems problems, Notes notes) throws FileRefused {
        RatingRules rules = request.rules();
        TableFile table = rules.open(request.ratings(), request.raterNames(), problems, notes);
        boolean ready = false;
        try {
            TableFile named = request.items() == null && !request.isDices(table.header())
                    ? RenamedTable.of(table, rules.texts(), problems, notes)
                    : table;
            RatingColumns columns = RatingColumns.bind(named.name(), named.header(), request, problems);
            TableFile read = columns.layout().isDices() ? named : meant(named, columns, request, problems, notes);
            ready = true;
            return new RatingsTable(read, columns, table.header().names());
        } finally {
            if (!ready) {
                table.close();
            }
        }
    }

    /// What becomes of each column, under the file's own name for it.
    List<ImportReport.ColumnFate> fates() {
        List<String> words = List.copyOf(columns.fates(file.header()).values());
        return IntStream.range(0, names.size())
                .mapToObj(place -> new ImportReport.ColumnFate(names.get(place), words.get(place)))
                .toList();
    }

    private static TableFile meant(
            TableFile table, RatingColumns columns, ImportRequest request, Problems problems, Notes notes) {
        MeantTable.Builder meant = MeantTable.builder(table, request.rules(), problems, notes)
                .names(columns.item())
                .names(columns.rater());
        switch (columns.answers()) {
            case RatingColumns.AnswerColumns.PerRow perRow ->
                meant.answers(perRow.answer(), request.asked().options());
            case RatingColumns.AnswerColumns.PerColumn perColumn ->
                perColumn
                        .questions()
                        .forEach(question ->
                                meant.answers(question, request.asked().options()));
        }
        columns.axes().forEach(axis -> meant.groups(axis.group()));
        return meant.build();
    }

    @Override
    public void close() {
        file.close();
    }
}
