package parallax.runner.model.onnx;

/// An ONNX file that is broken, cut off or hostile; the message says how, without the file's name.
public final class BrokenGraphException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenGraphException(String message) {
        super(message);
    }

    BrokenGraphException(String message, Throwable cause) {
        super(message, cause);
    }
}
