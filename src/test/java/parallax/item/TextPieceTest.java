package parallax.item;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextPieceTest {
    @Test
    void a_plain_text_is_one_piece() {
        assertEquals(List.of(new TextPiece("Hello,\n\tworld 😡", "")), TextPiece.of("Hello,\n\tworld 😡"));
        assertEquals(List.of(), TextPiece.of(""));
    }

    /// Names as in the Unicode character database.
    @Test
    void a_bidi_override_shows_as_a_marker() {
        assertEquals(
                List.of(
                        new TextPiece("his ", ""),
                        new TextPiece("U+202E", "right-to-left override"),
                        new TextPiece("elbac", ""),
                        new TextPiece("U+202C", "pop directional formatting")),
                TextPiece.of("his \u202Eelbac\u202C"));
    }

    @Test
    void controls_and_lone_surrogates_show_as_markers() {
        assertEquals(List.of(new TextPiece("U+0000", "null"), new TextPiece("a", "")), TextPiece.of("\0a"));
        assertEquals("U+D800", TextPiece.of("\uD800").getFirst().text());
    }

    @Test
    void joiners_belong_to_words_and_emoji() {
        assertEquals(List.of(new TextPiece("👩\u200D🔬 می\u200Cخواهم", "")), TextPiece.of("👩\u200D🔬 می\u200Cخواهم"));
    }
}
