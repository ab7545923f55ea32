package parallax.runner.decode.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import parallax.runner.model.DecoderShape;
import parallax.runner.model.onnx.ElementType;

/// Keys and values of all slots: per layer two buffers `[slots, heads, capacity, headSize]` in main
/// memory or on the graphics card. The capacity grows in steps as longer requests come.
public final class KvCache implements AutoCloseable {
    private static final int SMALLEST = 256;
    private static final long LARGEST_HOST_BUFFER = Integer.MAX_VALUE - 64;

    private final CacheMemory memory;
    private final DecoderShape shape;
    private final int slots;
    private final int maxCapacity;
    private final int bytesPerNumber;
    private int capacity;
    private Buffers buffers;

    public KvCache(DecoderShape shape, int slots, int maxCapacity) {
        this(shape, slots, maxCapacity, CacheMemory.HOST);
    }

    public KvCache(DecoderShape shape, int slots, int maxCapacity, CacheMemory memory) {
        this.memory = memory;
        this.shape = shape;
        this.slots = slots;
        this.maxCapacity = maxCapacity;
        this.bytesPerNumber = ElementType.bits(shape.cacheType()) / 8;
        this.capacity = Math.min(SMALLEST, maxCapacity);
        this.buffers = allocate(capacity);
    }

    /// What is freed together.
    private record Buffers(Arena arena, List<MemorySegment> tensors) {
        int count() {
            return tensors.size();
        }

        MemorySegment get(int tensor) {
            return tensors.get(tensor);
        }
    }

    public int slots() {
        return slots;
    }

    /// How many tokens each slot has room for now.
    public int capacity() {
        return capacity;
    }

    /// Keys of layer 0, values of layer 0, keys of layer 1, …
    int tensors() {
        return buffers.count();
    }

    DecoderShape.Layer layerOf(int tensor) {
        return shape.layers().get(tensor / 2);
    }

    /// A tensor's numbers for `count` slots from `first`: `[count, heads, capacity, headSize]`.
    MemorySegment view(int tensor, int first, int count) {
        long perSlot = slotBytes(tensor);
        return buffers.get(tensor).asSlice(first * perSlot, count * perSlot);
    }

    public CacheMemory memory() {
        return memory;
    }

    long[] viewShape(int tensor, int count) {
        DecoderShape.Layer layer = layerOf(tensor);
        return new long[] {count, layer.heads(), capacity, layer.headSize()};
    }

    /// Whether [#reserve] would move the cache, so that nothing may refer to its buffers any more.
    public boolean wouldMove(int tokens) {
        return tokens > capacity;
    }

    /// Makes room for requests of that many tokens. Growing copies what is cached and frees the old
    /// buffers.
    public void reserve(int tokens) {
        if (!wouldMove(tokens)) {
            return;
        }
        if (tokens > maxCapacity) {
            throw new IllegalArgumentException(tokens + " tokens do not fit into a cache of " + maxCapacity);
        }
        int larger = capacity;
        while (larger < tokens) {
            larger = (int) Math.min(maxCapacity, 2L * larger);
        }
        Buffers grown = grown(larger);
        buffers.arena().close();
        buffers = grown;
        capacity = larger;
    }

    private Buffers grown(int larger) {
        Buffers grown = allocate(larger);
        for (int tensor = 0; tensor < buffers.count(); tensor++) {
            DecoderShape.Layer layer = layerOf(tensor);
            long row = (long) layer.headSize() * bytesPerNumber;
            memory.copy(
                    buffers.get(tensor),
                    capacity * row,
                    grown.get(tensor),
                    larger * row,
                    capacity * row,
                    (long) slots * layer.heads());
        }
        return grown;
    }

    /// Copies the first `length` tokens of a slot to another.
    public void copyPrefix(int from, int to, int length) {
        if (from == to || length == 0) {
            return;
        }
        for (int tensor = 0; tensor < buffers.count(); tensor++) {
            DecoderShape.Layer layer = layerOf(tensor);
            long row = (long) layer.headSize() * bytesPerNumber;
            memory.copy(
                    view(tensor, from, 1),
                    capacity * row,
                    view(tensor, to, 1),
                    capacity * row,
                    length * row,
                    layer.heads());
        }
    }

    /// Exchanges the first tokens of two slots.
    public void swapPrefixes(int one, int oneLength, int other, int otherLength) {
        if (oneLength == 0 || otherLength == 0) {
            copyPrefix(one, other, oneLength);
            copyPrefix(other, one, otherLength);
            return;
        }
        for (int tensor = 0; tensor < buffers.count(); tensor++) {
            DecoderShape.Layer layer = layerOf(tensor);
            long row = (long) layer.headSize() * bytesPerNumber;
            long pitch = capacity * row;
            MemorySegment first = view(tensor, one, 1);
            MemorySegment second = view(tensor, other, 1);
            try (Arena between = Arena.ofConfined()) {
                MemorySegment kept = memory.allocate(between, (long) layer.heads() * oneLength * row);
                memory.copy(first, pitch, kept, oneLength * row, oneLength * row, layer.heads());
                memory.copy(second, pitch, first, pitch, otherLength * row, layer.heads());
                memory.copy(kept, oneLength * row, second, pitch, oneLength * row, layer.heads());
            }
        }
    }

    @Override
    public void close() {
        buffers.arena().close();
    }

    private long slotBytes(int tensor) {
        return (long) layerOf(tensor).numbersPerToken() * capacity * bytesPerNumber;
    }

    /// All of it or, if memory runs out, none.
    private Buffers allocate(int tokens) {
        Arena arena = Arena.ofShared();
        try {
            return new Buffers(arena, allocate(arena, tokens));
        } catch (RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private List<MemorySegment> allocate(Arena into, int tokens) {
        List<MemorySegment> allocated = new ArrayList<>();
        for (DecoderShape.Layer layer : shape.layers()) {
            long bytes = (long) slots * layer.numbersPerToken() * tokens * bytesPerNumber;
            if (memory == CacheMemory.HOST && bytes > LARGEST_HOST_BUFFER) {
                throw new IllegalArgumentException("a layer's cache of " + bytes
                        + " bytes is larger than 2 GiB; use fewer slots or a shorter context");
            }
            allocated.add(memory.allocate(into, bytes));
            allocated.add(memory.allocate(into, bytes));
        }
        return List.copyOf(allocated);
    }
}
