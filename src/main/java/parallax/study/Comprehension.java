package parallax.study;

import jakarta.persistence.Embeddable;

/// How raters show that they understood what is asked, before they say anything of themselves.
///
/// @param comprehensionInstructions what they read right before the questions
/// @param comprehensionTries how often they may try
/// @param comprehensionCode what a panel gets back with somebody who used up their tries; or empty
/// @param comprehensionUrl where they bring it; or empty
@Embeddable
public record Comprehension(
        String comprehensionInstructions, int comprehensionTries, String comprehensionCode, String comprehensionUrl) {
    public static final Comprehension NONE = new Comprehension("", 2, "", "");
}
