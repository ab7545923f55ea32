package parallax.dataset.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The encoding of a text: named by a byte order mark, UTF-16 where every other byte is 0, UTF-8 where
/// all of it is, and else Windows-1252, which a note says.
final class TextEncoding {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int SIZE = 1 << 16;

    private final FileSource source;
    private long line = 1;
    private long firstBadLine;
    private boolean beyondAscii;
    private boolean odd;

    private TextEncoding(FileSource source) {
        this.source = source;
    }

    /// @throws UnreadableForm where the bytes are not text
    static Charset of(FileSource source, @Nullable Charset asked, Notes notes) throws IOException {
        return asked != null ? asked : new TextEncoding(source).told(notes);
    }

    private Charset told(Notes notes) throws IOException {
        try (InputStream in = source.open()) {
            byte[] first = in.readNBytes(4);
            Charset marked = marked(first);
            if (marked != null) {
                return marked;
            }
            scan(first, in);
        }
        if (firstBadLine == 0) {
            return StandardCharsets.UTF_8;
        }
        if (beyondAscii || odd) {
            throw new UnreadableForm(
                    beyondAscii
                            ? "this line is not valid UTF-8, though others are; save the file as UTF-8"
                            : "this is neither UTF-8 nor another text; name the encoding with --encoding if it is one",
                    firstBadLine);
        }
        notes.add("not UTF-8 (first on line " + firstBadLine
                + "), so read as Windows-1252; --encoding names another encoding");
        return WINDOWS_1252;
    }

    private static @Nullable Charset marked(byte[] first) {
        if (first.length < 2) {
            return null;
        }
        int mark = ((first[0] & 0xFF) << 8) | (first[1] & 0xFF);
        boolean secondIsNothing = first[1] == 0 && first[0] != 0;
        boolean firstIsNothing = first[0] == 0 && first[1] != 0;
        if (mark == 0xFEFF || (firstIsNothing && first.length == 4 && first[2] == 0)) {
            return StandardCharsets.UTF_16BE;
        }
        if (mark == 0xFFFE || (secondIsNothing && first.length == 4 && first[3] == 0)) {
            return StandardCharsets.UTF_16LE;
        }
        return null;
    }

    /// Reads all of it as UTF-8, and remembers where that fails.
    private void scan(byte[] first, InputStream in) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).put(first).flip();
        CharBuffer chars = CharBuffer.allocate(SIZE);
        boolean ended = false;
        while (!ended || bytes.hasRemaining()) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            count(chars.flip());
            chars.clear();
            if (result.isError()) {
                passOver(bytes, result.length());
            } else if (ended) {
                return;
            } else if (result.isUnderflow()) {
                bytes.compact();
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                ended = read < 0;
                bytes.position(bytes.position() + Math.max(read, 0)).flip();
            }
        }
    }

    private void passOver(ByteBuffer bytes, int length) {
        if (firstBadLine == 0) {
            firstBadLine = line;
        }
        for (int bad = 0; bad < length; bad++) {
            int value = bytes.get() & 0xFF;
            odd |= value == 0x81 || value == 0x8D || value == 0x8F || value == 0x90 || value == 0x9D;
        }
    }

    private void count(CharBuffer chars) {
        while (chars.hasRemaining()) {
            char c = chars.get();
            if (c == '\n') {
                line++;
            }
            beyondAscii |= c >= 0x80 && c != '\uFEFF';
            odd |= c == 0;
        }
    }
}
