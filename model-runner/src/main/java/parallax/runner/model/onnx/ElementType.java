package parallax.runner.model.onnx;

/// ONNX element types, by their numbers in `TensorProto.DataType`.
public final class ElementType {
    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT8 = 3;
    public static final int INT32 = 6;
    public static final int INT64 = 7;
    public static final int BOOL = 9;
    public static final int FLOAT16 = 10;
    public static final int BFLOAT16 = 16;

    private ElementType() {}

    /// Bits per element; 0 for types without a fixed size (strings) and unknown types.
    public static int bits(int type) {
        return switch (type) {
            case FLOAT, INT32, 12 -> 32;
            case UINT8, INT8, BOOL, 17, 18, 19, 20, 24 -> 8;
            case 4, 5, FLOAT16, BFLOAT16 -> 16;
            case INT64, 11, 13, 14 -> 64;
            case 15 -> 128;
            case 21, 22, 23 -> 4;
            case 25, 26 -> 2;
            default -> 0;
        };
    }

    public static String name(int type) {
        return switch (type) {
            case FLOAT -> "fp32";
            case UINT8 -> "uint8";
            case INT8 -> "int8";
            case INT32 -> "int32";
            case INT64 -> "int64";
            case BOOL -> "bool";
            case FLOAT16 -> "fp16";
            case BFLOAT16 -> "bf16";
            case 11 -> "fp64";
            default -> "type " + type;
        };
    }
}
