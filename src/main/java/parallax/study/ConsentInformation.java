package parallax.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What raters are told before they agree to take part, field by field. Plain text; empty where nothing
/// is said.
///
/// @param minutes about how long it takes
/// @param kept what is kept of a rater, and for how long
/// @param rights what a rater may do at any time
public record ConsentInformation(
        String purpose, Conductor by, Contents contents, String payment, int minutes, String kept, String rights) {

    public static final ConsentInformation NONE =
            new ConsentInformation("", Conductor.NONE, Contents.NONE, "", 0, "", "");

    /// Who runs the study, and who answers for it.
    ///
    /// @param ethicsReference of the board that approved it
    public record Conductor(String institution, String contact, String ethicsReference) {
        static final Conductor NONE = new Conductor("", "", "");

        public Conductor {
            institution = said(institution);
            contact = said(contact);
            ethicsReference = said(ethicsReference);
        }
    }

    /// What a rater may have to read.
    public record Contents(String warning, List<Kind> kinds) {
        static final Contents NONE = new Contents("", List.of());

        public Contents {
            warning = said(warning);
            kinds = kinds == null ? List.of() : List.copyOf(kinds);
        }
    }

    /// A kind of hard content.
    ///
    /// @param percent of the items, as far as is known before
    public record Kind(String name, Severity severity, int percent) {}

    public ConsentInformation {
        purpose = said(purpose);
        by = by == null ? Conductor.NONE : by;
        contents = contents == null ? Contents.NONE : contents;
        payment = said(payment);
        kept = said(kept);
        rights = said(rights);
    }

    /// What an introduction says of it.
    public static ConsentInformation of(Introduction introduction) {
        return new ConsentInformation(
                introduction.purpose(),
                new Conductor("", introduction.contact(), ""),
                new Contents(introduction.contentWarning(), List.of()),
                introduction.payment(),
                introduction.minutes(),
                "",
                "");
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// As its column holds it.
    @Converter
    public static final class Stored implements AttributeConverter<ConsentInformation, String> {
        private static final ObjectMapper JSON =
                new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

        @Override
        public String convertToDatabaseColumn(ConsentInformation information) {
            try {
                return JSON.writeValueAsString(information);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("what raters are told cannot be written", e);
            }
        }

        @Override
        public ConsentInformation convertToEntityAttribute(String stored) {
            try {
                return JSON.readValue(stored, ConsentInformation.class);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("what raters are told cannot be read", e);
            }
        }
    }
}
