package parallax.runner.decode.graph;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import parallax.runner.model.onnx.ElementType;

/// Memory that a graph writes its logits into, kept between steps.
public final class LogitsBuffer {
    private final int vocabulary;
    private final int elementType;
    private final int bytesPerNumber;
    private ByteBuffer buffer = GraphTensors.memory(0);

    public LogitsBuffer(int vocabulary, int elementType) {
        this.vocabulary = vocabulary;
        this.elementType = elementType;
        this.bytesPerNumber = ElementType.bits(elementType) / 8;
    }

    public int vocabulary() {
        return vocabulary;
    }

    int elementType() {
        return elementType;
    }

    /// Room for some rows `[rows, vocabulary]`.
    ByteBuffer rows(int rows) {
        long bytes = (long) rows * vocabulary * bytesPerNumber;
        if (buffer.capacity() < bytes) {
            buffer = GraphTensors.memory(bytes);
        }
        return buffer.slice(0, (int) bytes).order(buffer.order());
    }

    /// One row of what was written `[vocabulary]`.
    public void read(int row, float[] values) {
        read(buffer, elementType, row * vocabulary, values);
    }

    static void read(ByteBuffer buffer, int elementType, int start, float[] values) {
        if (elementType == ElementType.FLOAT16) {
            ShortBuffer halves = buffer.asShortBuffer();
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.float16ToFloat(halves.get(start + i));
            }
        } else {
            FloatBuffer floats = buffer.asFloatBuffer();
            floats.get(start, values);
        }
    }
}
