package parallax.chattemplate;

/// A chat template cannot be read or does not render; the message names the place and what is wrong.
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int MAX_MESSAGE = 2000;

    /// The message may quote the template; if it is too long to read, it is cut.
    public TemplateException(String message) {
        super(message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…");
    }
}
