package parallax.runner.decode;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import parallax.runner.model.DecoderShape;
import parallax.runner.model.ElementType;

/// Keys and values of all slots: per layer two buffers [slots, heads, capacity, headSize] outside the
/// Java heap. The capacity grows in steps as longer requests come.
final class KvCache implements AutoCloseable {
    private static final int SMALLEST = 256;
    private static final int ALIGNMENT = 64;

    private final DecoderShape shape;
    private final int slots;
    private final int maxCapacity;
    private final int bytesPerNumber;
    private int capacity;
    private Arena memory = Arena.ofShared();
    private List<ByteBuffer> buffers;

    KvCache(DecoderShape shape, int slots, int maxCapacity) {
        this.shape = shape;
        this.slots = slots;
        this.maxCapacity = maxCapacity;
        this.bytesPerNumber = ElementType.bits(shape.cacheType()) / 8;
        this.capacity = Math.min(SMALLEST, maxCapacity);
        this.buffers = allocate(memory, capacity);
    }

    int slots() {
        return slots;
    }

    /// Tokens that each slot has room for now.
    int capacity() {
        return capacity;
    }

    int maxCapacity() {
        return maxCapacity;
    }

    /// Keys of layer 0, values of layer 0, keys of layer 1, …
    int tensors() {
        return buffers.size();
    }

    DecoderShape.Layer layerOf(int tensor) {
        return shape.layers().get(tensor / 2);
    }

    /// A tensor's numbers for `count` slots from `first`: [count, heads, capacity, headSize].
    ByteBuffer view(int tensor, int first, int count) {
        long perSlot = slotBytes(tensor);
        return buffers.get(tensor)
                .slice(Math.toIntExact(first * perSlot), Math.toIntExact(count * perSlot))
                .order(ByteOrder.nativeOrder());
    }

    long[] viewShape(int tensor, int count) {
        DecoderShape.Layer layer = layerOf(tensor);
        return new long[] {count, layer.heads(), capacity, layer.headSize()};
    }

    /// Whether [#reserve] would move the cache, so that nothing may refer to its buffers any more.
    boolean wouldMove(int tokens) {
        return tokens > capacity;
    }

    /// Makes room for requests of a length. Growing copies what is cached and frees the old buffers.
    void reserve(int tokens) {
        if (tokens <= capacity) {
            return;
        }
        if (tokens > maxCapacity) {
            throw new IllegalArgumentException(tokens + " tokens do not fit into a cache of " + maxCapacity);
        }
        int larger = capacity;
        while (larger < tokens) {
            larger = (int) Math.min(maxCapacity, 2L * larger);
        }
        Arena largerMemory = Arena.ofShared();
        List<ByteBuffer> grown = allocate(largerMemory, larger);
        for (int tensor = 0; tensor < buffers.size(); tensor++) {
            DecoderShape.Layer layer = layerOf(tensor);
            int row = layer.headSize() * bytesPerNumber;
            for (int stripe = 0; stripe < slots * layer.heads(); stripe++) {
                grown.get(tensor)
                        .put(stripe * larger * row, buffers.get(tensor), stripe * capacity * row, capacity * row);
            }
        }
        memory.close();
        memory = largerMemory;
        buffers = grown;
        capacity = larger;
    }

    /// Copies the first `length` tokens of a slot to another.
    void copyPrefix(int from, int to, int length) {
        if (from == to || length == 0) {
            return;
        }
        for (int tensor = 0; tensor < buffers.size(); tensor++) {
            DecoderShape.Layer layer = layerOf(tensor);
            int row = layer.headSize() * bytesPerNumber;
            ByteBuffer buffer = buffers.get(tensor);
            for (int head = 0; head < layer.heads(); head++) {
                int source = (from * layer.heads() + head) * capacity * row;
                int target = (to * layer.heads() + head) * capacity * row;
                buffer.put(target, buffer, source, length * row);
            }
        }
    }

    @Override
    public void close() {
        memory.close();
    }

    private long slotBytes(int tensor) {
        return (long) layerOf(tensor).numbersPerToken() * capacity * bytesPerNumber;
    }

    private List<ByteBuffer> allocate(Arena arena, int tokens) {
        List<ByteBuffer> allocated = new ArrayList<>();
        for (DecoderShape.Layer layer : shape.layers()) {
            long bytes = (long) slots * layer.numbersPerToken() * tokens * bytesPerNumber;
            if (bytes > Integer.MAX_VALUE - 64) {
                throw new IllegalArgumentException("a layer's cache of " + bytes
                        + " bytes is larger than 2 GiB; use fewer slots or a shorter context");
            }
            allocated.add(arena.allocate(bytes, ALIGNMENT).asByteBuffer().order(ByteOrder.nativeOrder()));
            allocated.add(arena.allocate(bytes, ALIGNMENT).asByteBuffer().order(ByteOrder.nativeOrder()));
        }
        return List.copyOf(allocated);
    }
}
