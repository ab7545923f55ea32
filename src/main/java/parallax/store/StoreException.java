package parallax.store;

/// A failure of the store that a person can act on: the message is one sentence for the terminal, naming the place and
/// the rule.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
