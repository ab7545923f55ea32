package parallax.dataset.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Locale;

/// The characters of a stream of UTF-8, with or without a byte order mark before them, and after them a
/// line with [#END] alone: a quoted field that holds it was never closed. What is not UTF-8 ends the
/// reading, after everything before it was read.
final class TextReader extends Reader {
    /// No character: Unicode keeps it out of texts.
    static final String END = "\uFFFF";

    private static final int SIZE = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final Charset encoding;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(SIZE).flip();
    private final CharBuffer chars = CharBuffer.allocate(SIZE).flip();
    private long line = 1;
    private boolean begun;
    private boolean ended;
    private boolean endTold;

    TextReader(InputStream in, Charset encoding) {
        this.in = in;
        this.encoding = encoding;
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (!chars.hasRemaining()) {
            fill();
        }
        if (!chars.hasRemaining()) {
            return length == 0 ? 0 : -1;
        }
        int read = Math.min(length, chars.remaining());
        chars.get(target, offset, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void fill() throws IOException {
        chars.clear();
        CoderResult result = CoderResult.UNDERFLOW;
        while (chars.position() == 0 && !(ended && result.isUnderflow() && !bytes.hasRemaining())) {
            result = decoder.decode(bytes, chars, ended);
            if (result.isError() && chars.position() == 0) {
                throw new UnreadableForm(
                        "this line is not valid " + encoding.displayName(Locale.ROOT) + "; save the file as UTF-8",
                        line);
            }
            if (chars.position() == 0 && !ended) {
                fetch();
            }
        }
        if (chars.position() == 0 && !endTold) {
            endTold = true;
            chars.put('\n').put(END);
        }
        chars.flip();
        if (!begun) {
            begin();
        }
        countLines();
    }

    private void fetch() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = read < 0;
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }

    private void begin() throws IOException {
        begun = true;
        if (chars.hasRemaining() && chars.get(chars.position()) == BYTE_ORDER_MARK) {
            chars.position(chars.position() + 1);
            if (!chars.hasRemaining()) {
                fill();
            }
        }
    }

    private void countLines() {
        for (int at = chars.position(); at < chars.limit(); at++) {
            if (chars.get(at) == '\n') {
                line++;
            }
        }
    }
}
