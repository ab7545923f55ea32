package parallax.runner.template;

/// A chat template cannot be read or does not render; the message names the place and what is wrong.
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TemplateException(String message) {
        super(message);
    }
}
