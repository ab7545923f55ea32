package parallax.study;

/// A question that is answered in a few sentences.
public record FreeText(String code, Wording wording, int longest, Asking asking) implements InWords {
    public static final String TYPE = "free_text";
    public static final int USUAL = 1_000;

    public FreeText {
        InWords.requireSane(code, longest, asking);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
