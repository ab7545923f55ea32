package parallax.runner.model.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Walks the fields of one protobuf message in mapped memory and never reads past its end.
///
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: encoding</a>
final class ProtobufCursor {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED32 = 5;
    private static final int MAX_STRING = 1 << 20;

    private final MemorySegment bytes;
    private final long end;
    private long position;
    private int field;
    private int wireType;

    ProtobufCursor(MemorySegment bytes) {
        this(bytes, 0, bytes.byteSize());
    }

    private ProtobufCursor(MemorySegment bytes, long start, long end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /// Moves to the next field; its value must then be read or skipped.
    boolean next() {
        if (position >= end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (field == 0) {
            throw broken("field number 0");
        }
        return true;
    }

    int field() {
        return field;
    }

    int wireType() {
        return wireType;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position >= end) {
                throw broken("it ends inside a number");
            }
            byte next = bytes.get(ValueLayout.JAVA_BYTE, position++);
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw broken("a number has more than 10 bytes");
    }

    /// The field's length; the cursor then stands after its bytes.
    long skipBytes() {
        long length = length();
        position += length;
        return length;
    }

    ProtobufCursor message() {
        long length = length();
        ProtobufCursor inner = new ProtobufCursor(bytes, position, position + length);
        position += length;
        return inner;
    }

    String string() {
        long length = length();
        if (length > MAX_STRING) {
            throw broken("a name of " + length + " bytes");
        }
        byte[] text = bytes.asSlice(position, length).toArray(ValueLayout.JAVA_BYTE);
        position += length;
        return new String(text, StandardCharsets.UTF_8);
    }

    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> advance(8);
            case LENGTH_DELIMITED -> skipBytes();
            case FIXED32 -> advance(4);
            default -> throw broken("wire type " + wireType);
        }
    }

    /// Bytes that are left.
    long left() {
        return end - position;
    }

    /// A whole number of fixed width, the lowest byte first.
    long littleEndian(int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (bytes.get(ValueLayout.JAVA_BYTE, position++) & 0xffL) << (8 * i);
        }
        return value;
    }

    boolean exhausted() {
        return position >= end;
    }

    private long length() {
        if (wireType != LENGTH_DELIMITED) {
            throw broken("field " + field + " has wire type " + wireType);
        }
        long length = varint();
        if (length < 0 || length > end - position) {
            throw broken("field " + field + " claims " + Long.toUnsignedString(length) + " bytes where "
                    + (end - position) + " are left");
        }
        return length;
    }

    private void advance(int count) {
        if (count > end - position) {
            throw broken("it ends inside a field");
        }
        position += count;
    }

    private BrokenGraphException broken(String what) {
        return new BrokenGraphException("not a whole ONNX file: at byte " + position + ", " + what);
    }
}
