package parallax.study;

import java.util.List;

/// A question to which several options can be true at once, such as what is wrong with a reply.
public record MultipleChoice(
        String code, Wording wording, List<AnswerOption> options, Selection selection, Asking asking)
        implements SeveralOptions {
    public static final String TYPE = "multiple_choice";

    public MultipleChoice {
        options = SeveralOptions.offered(code, options, selection, asking);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
