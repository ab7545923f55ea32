package parallax.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// The running `postgres` of a folder whose lock is held here. A server that dies is started again on the
/// same port, so that connection pools find it where it was.
final class PostgresServer {
    private static final Logger LOG = System.getLogger(PostgresServer.class.getName());
    private static final int START_ATTEMPTS = 5;
    private static final Duration READY_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final long LOG_LIMIT_BYTES = 10_000_000;

    /// Durable and sized for two cores. The log keeps what the server does and never what people said:
    /// statements, parameters and the details of errors (which quote rows) stay out of it.
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "full_page_writes=on",
            "synchronous_commit=on",
            "wal_level=minimal",
            "max_wal_senders=0",
            "max_connections=100",
            "shared_buffers=256MB",
            "effective_cache_size=1GB",
            "work_mem=16MB",
            "maintenance_work_mem=128MB",
            "random_page_cost=1.1",
            "io_workers=2",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=off",
            "log_checkpoints=off",
            "log_statement=none",
            "log_min_messages=log",
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
            "log_parameter_max_length=0",
            "log_parameter_max_length_on_error=0");

    private final PostgresFolder folder;
    private final PostgresBinaries binaries;
    private final int port;
    private final Process firstProcess;
    private final Thread keeper;
    private volatile boolean stopping;

    private PostgresServer(PostgresFolder folder, PostgresBinaries binaries, int port, Process process) {
        this.folder = folder;
        this.binaries = binaries;
        this.port = port;
        this.firstProcess = process;
        this.keeper = Thread.ofPlatform().daemon().name("postgres-keeper").unstarted(this::keep);
    }

    /// Starts the server on the port that it had last time, or on a free one where that is taken.
    static PostgresServer start(PostgresFolder folder, PostgresBinaries binaries) throws IOException {
        stopOrphan(folder, binaries);
        rotateLog(folder.log());
        StoreFailure failure = null;
        for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
            OptionalInt remembered = folder.rememberedPort();
            int port = remembered.isPresent() && isFree(remembered.getAsInt()) ? remembered.getAsInt() : freePort();
            folder.rememberPort(port);
            try {
                Process process = launch(folder, binaries, port);
                PostgresServer server = new PostgresServer(folder, binaries, port, process);
                server.keeper.start();
                return server;
            } catch (StoreFailure e) {
                failure = e;
                pause(attempt * 200L);
            }
        }
        throw failure == null ? new StoreFailure("PostgreSQL was not started") : failure;
    }

    int port() {
        return port;
    }

    /// Stops the server as PostgreSQL's "fast" mode does: running transactions are undone, committed ones
    /// are on disk.
    synchronized void stop() throws IOException {
        if (stopping) {
            return;
        }
        stopping = true;
        keeper.interrupt();
        var file = PostmasterFile.read(folder.cluster());
        if (file.isPresent()) {
            var process = file.get().process(folder.cluster());
            if (process.isPresent()) {
                stop(process.get(), binaries);
            }
        }
    }

    private void keep() {
        Process process = firstProcess;
        while (!stopping) {
            try {
                int status = process.waitFor();
                if (stopping) {
                    return;
                }
                LOG.log(Level.WARNING, "PostgreSQL ended with status {0}; starting it again", status);
                process = relaunch();
            } catch (InterruptedException told) {
                return;
            }
        }
    }

    /// Tries until it works: a full disk may be cleared an hour later, and nobody should have to restart
    /// Parallax for it.
    private Process relaunch() throws InterruptedException {
        for (long pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, 5_000)) {
            try {
                synchronized (this) {
                    if (stopping) {
                        throw new InterruptedException("stopping");
                    }
                    Process process = launch(folder, binaries, port);
                    LOG.log(Level.INFO, "PostgreSQL is back as process {0}", Long.toString(process.pid()));
                    return process;
                }
            } catch (IOException | StoreFailure e) {
                LOG.log(Level.WARNING, "PostgreSQL does not start: {0}", e.getMessage());
                Thread.sleep(pauseMs);
            }
        }
    }

    private static Process launch(PostgresFolder folder, PostgresBinaries binaries, int port) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-D", folder.cluster().toString(), "-c", "port=" + port));
        SETTINGS.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        long logged = Files.exists(folder.log()) ? Files.size(folder.log()) : 0;
        Process process = new ProcessBuilder(binaries.command("postgres", arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        process.getOutputStream().close();
        awaitReady(process, folder, logged);
        return process;
    }

    private static void awaitReady(Process process, PostgresFolder folder, long logged) throws IOException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!PostmasterFile.read(folder.cluster())
                .filter(file -> file.pid() == process.pid() && file.isReady())
                .isPresent()) {
            if (!process.isAlive()) {
                throw new StoreFailure("PostgreSQL did not start (its log is " + folder.log() + "): "
                        + Programs.lastLines(folder.log(), logged));
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new StoreFailure("PostgreSQL was not ready within " + READY_LIMIT.toSeconds() + " s (its log is "
                        + folder.log() + ")");
            }
            pause(20);
        }
    }

    /// A server left over from a process that was killed holds the cluster's files open; it must end
    /// before another may start.
    static void stopOrphan(PostgresFolder folder, PostgresBinaries binaries) throws IOException {
        var left = PostmasterFile.read(folder.cluster()).flatMap(file -> file.process(folder.cluster()));
        if (left.isPresent()) {
            LOG.log(Level.INFO, "Stopping the PostgreSQL that an earlier Parallax left running");
            stop(left.get(), binaries);
        }
    }

    private static void stop(ProcessHandle process, PostgresBinaries binaries) throws IOException {
        for (String signal : List.of("INT", "QUIT")) {
            Programs.exitStatus(binaries.command("pg_ctl", List.of("kill", signal, Long.toString(process.pid()))));
            if (endsWithin(process, STOP_LIMIT)) {
                return;
            }
        }
        throw new StoreFailure("PostgreSQL, process " + process.pid() + ", does not stop");
    }

    private static boolean endsWithin(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException notYet) {
            return !process.isAlive();
        }
    }

    private static void rotateLog(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (java.net.UnknownHostException fourBytesAreAnAddress) {
            throw new UncheckedIOException(fourBytesAreAnAddress);
        }
    }

    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailure("Interrupted while starting PostgreSQL", e);
        }
    }
}
