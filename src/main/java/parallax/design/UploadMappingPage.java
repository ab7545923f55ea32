package parallax.design;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import parallax.dataset.items.ColumnFates;
import parallax.item.TextPiece;
import parallax.study.StudyNotice;

/// What the columns of a file of conversations hold, and how its first rows are read then.
///
/// @param fields what a column can hold, each with the columns to choose from
/// @param reading how the file is read with the columns that are chosen
/// @param refusals why it was not added; none before it was tried
@CheckedTemplate(basePath = "design", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record UploadMappingPage(
        long id,
        StudyNotice study,
        long upload,
        String fileName,
        List<Field> fields,
        boolean keepRepeats,
        FirstRows reading,
        List<String> refusals)
        implements TemplateInstance {

    public record Field(String code, String label, String hint, List<Option> options) {}

    /// @param value the column's number in the file
    public record Option(int value, String label, boolean chosen) {}

    public record FirstRows(List<Row> rows, List<ColumnFates.Fate> fates) {}

    /// @param kind item or prompt
    /// @param faults why the row cannot be read; none where it can
    public record Row(long line, String kind, String code, String topic, List<TurnLine> turns, List<String> faults) {}

    /// @param text as much of it as fits
    public record TurnLine(String speaker, String text) {
        public List<TextPiece> pieces() {
            return TextPiece.of(text);
        }
    }
}
