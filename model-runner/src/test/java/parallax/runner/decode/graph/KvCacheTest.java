package parallax.runner.decode.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.runner.model.CacheLayout;
import parallax.runner.model.DecoderShape;
import parallax.runner.model.onnx.ElementType;

class KvCacheTest {
    private static final DecoderShape SHAPE = new DecoderShape(
            "Test",
            List.of(new DecoderShape.Layer(2, 4), new DecoderShape.Layer(1, 8)),
            ElementType.FLOAT,
            CacheLayout.SHARED_BUFFER,
            10,
            2000,
            false);

    /// The number that belongs at (tensor, slot, head, token, place), all different.
    private static float number(int tensor, int slot, int head, int token, int place) {
        return (((tensor * 3 + slot) * 2 + head) * 2000 + token) * 8 + place;
    }

    private static void fill(KvCache cache, int tokens) {
        forEach(cache, tokens, (buffer, index, expected) -> buffer.putFloat(index, expected));
    }

    private static void check(KvCache cache, int tokens) {
        forEach(cache, tokens, (buffer, index, expected) -> assertEquals(expected, buffer.getFloat(index)));
    }

    private interface Visit {
        void at(ByteBuffer buffer, int index, float expected);
    }

    private static void forEach(KvCache cache, int tokens, Visit visit) {
        for (int tensor = 0; tensor < cache.tensors(); tensor++) {
            DecoderShape.Layer layer = cache.layerOf(tensor);
            for (int slot = 0; slot < cache.slots(); slot++) {
                ByteBuffer buffer = cache.view(tensor, slot, 1).asByteBuffer().order(ByteOrder.nativeOrder());
                for (int head = 0; head < layer.heads(); head++) {
                    for (int token = 0; token < tokens; token++) {
                        for (int place = 0; place < layer.headSize(); place++) {
                            int index = ((head * cache.capacity() + token) * layer.headSize() + place) * Float.BYTES;
                            visit.at(buffer, index, number(tensor, slot, head, token, place));
                        }
                    }
                }
            }
        }
    }

    @Test
    void growing_keeps_every_number_in_its_place() {
        try (KvCache cache = new KvCache(SHAPE, 3, 2000)) {
            assertEquals(256, cache.capacity());
            fill(cache, 256);
            cache.reserve(257);
            assertEquals(512, cache.capacity());
            check(cache, 256);
            cache.reserve(2000);
            assertEquals(2000, cache.capacity());
            check(cache, 256);
            assertThrows(IllegalArgumentException.class, () -> cache.reserve(2001));
        }
    }

    @Test
    void a_copied_beginning_is_the_same_and_touches_nothing_behind_it() {
        try (KvCache cache = new KvCache(SHAPE, 3, 300)) {
            fill(cache, 20);
            cache.copyPrefix(0, 2, 7);
            for (int tensor = 0; tensor < cache.tensors(); tensor++) {
                DecoderShape.Layer layer = cache.layerOf(tensor);
                ByteBuffer copy = cache.view(tensor, 2, 1).asByteBuffer().order(ByteOrder.nativeOrder());
                for (int head = 0; head < layer.heads(); head++) {
                    for (int token = 0; token < 20; token++) {
                        int index = (head * cache.capacity() + token) * layer.headSize() * Float.BYTES;
                        assertEquals(number(tensor, token < 7 ? 0 : 2, head, token, 0), copy.getFloat(index));
                    }
                }
            }
        }
    }

    @Test
    void exchanged_beginnings_are_where_the_other_was() {
        try (KvCache cache = new KvCache(SHAPE, 3, 300)) {
            fill(cache, 20);
            cache.swapPrefixes(0, 7, 2, 11);
            for (int tensor = 0; tensor < cache.tensors(); tensor++) {
                assertEquals(number(tensor, 2, 0, 10, 0), first(cache, tensor, 0, 10));
                assertEquals(number(tensor, 0, 0, 6, 0), first(cache, tensor, 2, 6));
                assertEquals(number(tensor, 0, 0, 11, 0), first(cache, tensor, 0, 11));
                assertEquals(number(tensor, 2, 0, 7, 0), first(cache, tensor, 2, 7));
            }
        }
    }

    /// The first number of a token of the first head.
    private static float first(KvCache cache, int tensor, int slot, int token) {
        int index = token * cache.layerOf(tensor).headSize() * Float.BYTES;
        return cache.view(tensor, slot, 1)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .getFloat(index);
    }

    /// Main memory that is used up after some allocations.
    private static final class ShortMemory implements CacheMemory {
        private final List<Arena> arenas = new ArrayList<>();
        private int left;

        private ShortMemory(int left) {
            this.left = left;
        }

        @Override
        public long usableBytes() {
            return HOST.usableBytes();
        }

        @Override
        public long largestTensor() {
            return HOST.largestTensor();
        }

        @Override
        public MemorySegment allocate(Arena arena, long bytes) {
            arenas.add(arena);
            if (left-- == 0) {
                throw new IllegalStateException("out of memory");
            }
            return HOST.allocate(arena, bytes);
        }

        @Override
        public void copy(MemorySegment from, long fromPitch, MemorySegment to, long toPitch, long width, long rows) {
            HOST.copy(from, fromPitch, to, toPitch, width, rows);
        }

        @Override
        public String name() {
            return HOST.name();
        }
    }

    @Test
    void when_memory_is_short_what_was_allocated_is_freed_and_what_was_held_stays() {
        ShortMemory none = new ShortMemory(2);
        assertThrows(IllegalStateException.class, () -> new KvCache(SHAPE, 3, 2000, none));
        assertFalse(none.arenas.getFirst().scope().isAlive());

        ShortMemory enoughOnce = new ShortMemory(6);
        try (KvCache cache = new KvCache(SHAPE, 3, 2000, enoughOnce)) {
            fill(cache, 256);
            assertThrows(IllegalStateException.class, () -> cache.reserve(257));
            assertFalse(enoughOnce.arenas.getLast().scope().isAlive());
            assertEquals(256, cache.capacity());
            check(cache, 256);
        }
    }
}
