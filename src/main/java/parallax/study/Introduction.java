package parallax.study;

import jakarta.persistence.Embeddable;

/// What raters read of a study before they begin. Plain text; paragraphs are separated by blank lines. Empty where
/// nothing is said.
///
/// @param title never empty
/// @param minutes about how long it takes
@Embeddable
public record Introduction(
        String title,
        String purpose,
        String contentWarning,
        String contact,
        String helplines,
        String payment,
        int minutes) {}
