package parallax.design;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.Twins;
import parallax.dataset.table.Header;
import parallax.web.FormText;

/// The form that says what the columns of a file hold: the number of a column for each, or nothing.
///
/// @param step look, to see how the file would be read, or add
public record MappingForm(
        @BeanParam Texts texts,
        @FormParam("item") String item,
        @FormParam("topic") String topic,
        @FormParam("severity") String severity,
        @FormParam("gold") String gold,
        @FormParam("keepRepeats") @Nullable String keepRepeats,
        @FormParam("step") String step) {

    /// Where the conversation stands.
    public record Texts(
            @FormParam("messages") String messages,
            @FormParam("context") String context,
            @FormParam("response") String response,
            @FormParam("alternative") String alternative) {
        public Texts {
            messages = FormText.of(messages);
            context = FormText.of(context);
            response = FormText.of(response);
            alternative = FormText.of(alternative);
        }
    }

    public MappingForm {
        item = FormText.of(item);
        topic = FormText.of(topic);
        severity = FormText.of(severity);
        gold = FormText.of(gold);
        step = FormText.of(step);
    }

    boolean adds() {
        return step.equals("add");
    }

    Twins twins() {
        return keepRepeats == null ? Twins.FOLDED : Twins.KEPT;
    }

    /// A number that no column has stands for none.
    ItemColumns columns(Header header) {
        return new ItemColumns(
                name(header, item),
                name(header, texts.messages),
                name(header, texts.context),
                name(header, texts.response),
                name(header, texts.alternative),
                name(header, topic),
                name(header, severity),
                name(header, gold));
    }

    private static @Nullable String name(Header header, String number) {
        List<String> names = header.names();
        boolean isNumber = number.matches("\\d{1,6}") && Integer.parseInt(number) < names.size();
        return isNumber ? names.get(Integer.parseInt(number)) : null;
    }
}
