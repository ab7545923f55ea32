package parallax.verb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/// Where a verb that serves pages listens.
public final class Listening {
    @Option(names = "--port", defaultValue = "8080", description = "the port (default: ${DEFAULT-VALUE})")
    public int port;

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            description = "the address to listen on (default: ${DEFAULT-VALUE})")
    public String bind = "127.0.0.1";

    public String link() {
        return link(bind, port);
    }

    /// The address as somebody at this machine opens it: one that stands for every address of the machine
    /// is not an address to go to.
    public static String link(String bind, int port) {
        boolean everywhere = isEverywhere(bind);
        String host = everywhere ? "localhost" : bind.contains(":") ? "[" + bind + "]" : bind;
        return "http://" + host + ":" + port;
    }

    private static boolean isEverywhere(String bind) {
        try {
            return InetAddress.getByName(bind).isAnyLocalAddress();
        } catch (UnknownHostException nowhere) {
            return false;
        }
    }

    /// @throws IllegalArgumentException if something else listens there, or the machine has no such address
    public void requireFree() {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(bind))) {
            probe.getLocalPort();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Port " + port + " on " + bind + " is taken or cannot be used: choose another with --port.", e);
        }
    }
}
