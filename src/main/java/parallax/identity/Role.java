package parallax.identity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an account may do on this installation. Rights on one study are its
/// [membership][parallax.study.StudyAccess].
public enum Role {
    /// runs the installation: accounts, every study
    OWNER,
    /// designs studies and works with those shared with them
    RESEARCHER,
    /// sees the dashboards of studies shared with them
    ANALYST,
    /// judges items under an account of their own
    RATER;

    /// The word in the database and on pages.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /// @param word as a form has it, which may be anything
    public static Optional<Role> named(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /// A role as its column holds it.
    @Converter
    public static final class Stored implements AttributeConverter<Role, String> {
        @Override
        public String convertToDatabaseColumn(Role role) {
            return role.word();
        }

        @Override
        public Role convertToEntityAttribute(String word) {
            return of(word);
        }
    }
}
