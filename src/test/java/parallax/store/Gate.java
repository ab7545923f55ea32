package parallax.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A port before a server's, which a test can shut and open again: what was connected is cut off, and nobody else gets
/// through.
public final class Gate implements AutoCloseable {
    private final int beyond;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket listener;

    private Gate(int beyond, ServerSocket listener) {
        this.beyond = beyond;
        this.port = listener.getLocalPort();
        this.listener = listener;
        serve(listener);
    }

    static Gate before(int beyond) {
        try {
            return new Gate(beyond, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    public void shut() {
        ServerSocket was = listener;
        listener = null;
        end(was);
        open.forEach(Gate::end);
        open.clear();
    }

    /// Does nothing where it is open.
    public void openAgain() {
        if (listener != null) {
            return;
        }
        try {
            var again = new ServerSocket();
            again.setReuseAddress(true);
            again.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listener = again;
            serve(again);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shut();
    }

    private void serve(ServerSocket at) {
        Thread.ofVirtual().start(() -> {
            while (!at.isClosed()) {
                try {
                    Socket near = at.accept();
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), beyond);
                    open.add(near);
                    open.add(far);
                    pass(near, far);
                    pass(far, near);
                } catch (IOException shut) {
                    // the loop's condition says whether that was meant
                }
            }
        });
    }

    private void pass(Socket from, Socket to) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException cut) {
                // as meant
            } finally {
                end(from);
                end(to);
                open.remove(from);
                open.remove(to);
            }
        });
    }

    private static void end(@Nullable AutoCloseable what) {
        try {
            if (what != null) {
                what.close();
            }
        } catch (Exception e) {
            // it is of no use any more
        }
    }
}
