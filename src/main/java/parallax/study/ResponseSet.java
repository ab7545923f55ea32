package parallax.study;

import java.util.List;

/// A question to which every option is ticked that a reasonable person could choose. One of the options is
/// true; the set says how sure anybody can be which.
///
/// @see <a href="https://arxiv.org/abs/2503.05965">Guerdan et al. 2025, on forced choices and response
///   sets</a>
public record ResponseSet(String code, Wording wording, List<AnswerOption> options, Selection selection, Asking asking)
        implements SeveralOptions {
    public static final String TYPE = "response_set";

    public ResponseSet {
        options = SeveralOptions.offered(code, options, selection, asking);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
