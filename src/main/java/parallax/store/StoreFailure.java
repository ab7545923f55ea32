package parallax.store;

/// A failure of the store that a person can act on: the message is one sentence for the terminal, naming
/// the place and the rule.
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFailure(String message) {
        super(message);
    }

    public StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
