package parallax.runner.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// The body of a response, given up when nothing arrives for too long; the HTTP client's own timeout
/// ends with the headers. Closing it from another thread ends a read.
final class WatchedBody extends FilterInputStream {
    private final Duration silence;
    private final Thread watch;
    private volatile long heardNs = System.nanoTime();
    private volatile boolean silent;

    WatchedBody(InputStream in, Duration silence) {
        super(in);
        this.silence = silence;
        this.watch = Thread.ofVirtual().name("silence").start(this::watch);
    }

    private void watch() {
        try {
            for (long leftNs = leftNs(); leftNs > 0; leftNs = leftNs()) {
                Thread.sleep(Duration.ofNanos(leftNs));
            }
            silent = true;
            in.close();
        } catch (InterruptedException | IOException closed) {
            // The reading side is done, or sees the closed connection.
        }
    }

    private long leftNs() {
        return silence.toNanos() - (System.nanoTime() - heardNs);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int count = in.read(target, offset, length);
            heardNs = System.nanoTime();
            if (!silent) {
                return count;
            }
        } catch (IOException e) {
            if (!silent) {
                throw e;
            }
        }
        throw new IOException("nothing arrived for " + silence.toMillis() / 1000.0 + " s");
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        in.close();
    }
}
