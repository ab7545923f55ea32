package parallax.runner.model;

/// A model folder cannot be used; the message says what is wrong with which file.
public final class ModelFolderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ModelFolderException(String message) {
        super(message);
    }

    public ModelFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
