package parallax.chattemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterCaseTest {
    /// Golden values: Python 3's `str.lower`.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "ΑΣ,ας",
                "ΣΑ,σα",
                "Σ,σ",
                "ΑΣ.Β,ασ.β",
                "ΑΣ. Β,ας. β",
                "ΑΣΣ,ασς",
                "İΣ,i\u0307ς",
                "A'Σ',a'ς'",
                "ΑΣ\u0301,ας\u0301"
            })
    void a_sigma_at_the_end_of_a_word_is_written_so(String text, String lower) {
        assertEquals(lower, LetterCase.lower(text));
    }

    @Test
    void capitals_may_be_longer() {
        assertEquals("ⅧSS\uD83D\uDE00\u02BCN", LetterCase.upper("Ⅷß\uD83D\uDE00\u0149"));
        assertEquals("SS\uD83D\uDE00".repeat(1000), LetterCase.upper("ß\uD83D\uDE00".repeat(1000)));
    }

    @Test
    void every_other_character_is_cased_as_java_does() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = Character.toString(c);
            assertEquals(text.toLowerCase(java.util.Locale.ROOT), LetterCase.lower(text));
            assertEquals(text.toUpperCase(java.util.Locale.ROOT), LetterCase.upper(text));
        }
    }
}
