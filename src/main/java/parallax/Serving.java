package parallax;

/// A verb that serves pages until it is stopped.
public interface Serving {
    String bind();

    int port();
}
