package parallax.runner.model.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Checks one tensor of an ONNX file against what the file can hold, and notes its size and external
/// file.
final class TensorScan {
    private static final int EXTERNAL = 1;
    private static final int LONGEST_VARINT = 10;

    private final Map<Integer, Long> weightTypes;
    private final Map<String, Long> externalData;

    private String name = "";
    private int type;
    private final List<Long> dimensions = new ArrayList<>();
    private long rawBytes = -1;
    private long typedBytes;
    private boolean external;
    private String location = "";
    private long offset;
    private long length = -1;
    private OptionalLong first = OptionalLong.empty();

    TensorScan(Map<Integer, Long> weightTypes, Map<String, Long> externalData) {
        this.weightTypes = weightTypes;
        this.externalData = externalData;
    }

    /// @return the tensor's name
    String tensor(ProtobufCursor tensor) {
        while (tensor.next()) {
            switch (tensor.field()) {
                case 1 -> dimension(tensor);
                case 2 -> type = (int) tensor.varint();
                case 5, 7 -> typedBytes += integers(tensor);
                case 4, 6, 10, 11 -> typedBytes += typed(tensor);
                case 8 -> name = tensor.string();
                case 9 -> rawBytes = raw(tensor.message());
                case 13 -> externalEntry(tensor.message());
                case 14 -> external = tensor.varint() == EXTERNAL;
                default -> tensor.skip();
            }
        }
        check();
        return name;
    }

    /// Bytes that the tensor takes; 0 for types without a fixed size.
    long bytes() {
        int bits = ElementType.bits(type);
        return bits == 0 ? 0 : claimedBytes(bits);
    }

    /// The tensor's number, if it is a single whole one that lies in the file itself.
    OptionalLong wholeNumber() {
        boolean isWhole = type == ElementType.INT64 || type == ElementType.INT32;
        return isWhole && !external && elements() == 1 ? first : OptionalLong.empty();
    }

    private long integers(ProtobufCursor tensor) {
        if (tensor.wireType() != ProtobufCursor.LENGTH_DELIMITED) {
            first = OptionalLong.of(tensor.varint());
            return 8;
        }
        ProtobufCursor packed = tensor.message();
        long bytes = packed.left();
        if (bytes > 0 && bytes <= LONGEST_VARINT) {
            first = OptionalLong.of(packed.varint());
        }
        return bytes;
    }

    private long raw(ProtobufCursor numbers) {
        long bytes = numbers.left();
        if (bytes == Integer.BYTES || bytes == Long.BYTES) {
            long value = numbers.littleEndian((int) bytes);
            first = OptionalLong.of(bytes == Integer.BYTES ? (int) value : value);
        }
        return bytes;
    }

    private void dimension(ProtobufCursor tensor) {
        if (tensor.wireType() == ProtobufCursor.VARINT) {
            dimensions.add(tensor.varint());
            return;
        }
        ProtobufCursor packed = tensor.message();
        while (!packed.exhausted()) {
            dimensions.add(packed.varint());
        }
    }

    private static long typed(ProtobufCursor tensor) {
        return switch (tensor.wireType()) {
            case ProtobufCursor.LENGTH_DELIMITED -> tensor.skipBytes();
            default -> {
                tensor.skip();
                yield 8;
            }
        };
    }

    private void externalEntry(ProtobufCursor entry) {
        String key = "";
        String value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.string();
                case 2 -> value = entry.string();
                default -> entry.skip();
            }
        }
        switch (key) {
            case "location" -> location = value;
            case "offset" -> offset = number(key, value);
            case "length" -> length = number(key, value);
            default -> {}
        }
    }

    private long number(String key, String value) {
        try {
            long parsed = Long.parseLong(value);
            if (parsed >= 0) {
                return parsed;
            }
        } catch (NumberFormatException e) {
            // falls through to the same message
        }
        throw new BrokenGraphException("weight \"" + name + "\" has " + key + " \"" + value + "\"");
    }

    private void check() {
        int bits = ElementType.bits(type);
        if (bits == 0) {
            return;
        }
        long bytes = bytes();
        weightTypes.merge(type, bytes, Long::sum);
        if (external) {
            if (location.isEmpty()) {
                throw new BrokenGraphException("weight \"" + name + "\" is in another file that is not named");
            }
            if (length >= 0 && length != bytes) {
                throw new BrokenGraphException("weight \"" + name + "\" of shape " + dimensions + " needs " + bytes
                        + " bytes, but " + length + " are listed for it in " + location);
            }
            externalData.merge(location, offset > Long.MAX_VALUE - bytes ? Long.MAX_VALUE : offset + bytes, Math::max);
        } else if (rawBytes >= 0 ? rawBytes != bytes : bytes > 0 && elements() > 2 * typedBytes + 1) {
            throw new BrokenGraphException("weight \"" + name + "\" of shape " + dimensions + " needs " + bytes
                    + " bytes, but holds " + Math.max(rawBytes, typedBytes));
        }
    }

    private long claimedBytes(int bits) {
        try {
            return (Math.multiplyExact(elements(), (long) bits) + 7) / 8;
        } catch (ArithmeticException e) {
            throw new BrokenGraphException("weight \"" + name + "\" claims the impossible shape " + dimensions, e);
        }
    }

    private long elements() {
        long count = 1;
        for (long size : dimensions) {
            if (size < 0) {
                throw new ArithmeticException("negative size");
            }
            count = Math.multiplyExact(count, size);
        }
        return count;
    }
}
