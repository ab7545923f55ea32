package parallax.dataset.table;

import java.nio.charset.CharacterCodingException;

/// The bytes are not in a form that can be read; the rule says in which they seem to be, and what to do.
final class UnreadableForm extends CharacterCodingException {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final long line;

    UnreadableForm(String rule) {
        this(rule, 0);
    }

    UnreadableForm(String rule, long line) {
        this.rule = rule;
        this.line = line;
    }

    String rule() {
        return rule;
    }

    /// The line on which that shows, 0 where it is the file's as a whole.
    long line() {
        return line;
    }

    @Override
    public String getMessage() {
        return rule;
    }
}
