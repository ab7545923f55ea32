package parallax.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A run of plain text, or one character that would act without being seen: a control, a bidi override, an
/// invisible format character. Pages show the latter as a marker, so that a text cannot disguise what it
/// says. What is stored stays as it was.
///
/// @param text the run as it is, or `U+202E` for a hidden character
/// @param name the Unicode name of a hidden character, empty for a run of text
public record TextPiece(String text, String name) {

    public boolean hidden() {
        return !name.isEmpty();
    }

    /// The pieces of a text in reading order; joined, the runs and characters are the text.
    public static List<TextPiece> of(String text) {
        var pieces = new ArrayList<TextPiece>();
        int start = 0;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            if (actsUnseen(character)) {
                if (start < at) {
                    pieces.add(new TextPiece(text.substring(start, at), ""));
                }
                pieces.add(marker(character));
                start = next;
            }
            at = next;
        }
        if (start < text.length()) {
            pieces.add(new TextPiece(text.substring(start), ""));
        }
        return List.copyOf(pieces);
    }

    /// Line breaks and tabs show themselves; joiners are part of ordinary words and emoji in many scripts.
    private static boolean actsUnseen(int character) {
        return switch (character) {
            case '\n', '\r', '\t', 0x200C, 0x200D -> false;
            case 0x2028, 0x2029 -> true;
            default ->
                switch (Character.getType(character)) {
                    case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
                    default -> false;
                };
        };
    }

    private static TextPiece marker(int character) {
        String name = Character.getName(character);
        return new TextPiece(
                "U+%04X".formatted(character), name == null ? "unassigned character" : name.toLowerCase(Locale.ROOT));
    }
}
