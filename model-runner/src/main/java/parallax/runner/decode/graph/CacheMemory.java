package parallax.runner.decode.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Where a cache is kept.
public interface CacheMemory {
    /// Fresh memory of zeros, freed with the arena.
    MemorySegment allocate(Arena arena, long bytes);

    /// Copies a rectangle: `rows` runs of `width` bytes that begin `pitch` bytes apart.
    void copy(MemorySegment from, long fromPitch, MemorySegment to, long toPitch, long width, long rows);

    /// Name of the memory for ONNX Runtime, `Cpu` or `Cuda`.
    String name();

    /// Memory of the first graphics card, or nothing where the CUDA runtime cannot be found.
    static Optional<CacheMemory> ofGraphicsCard() {
        return CudaMemory.find().map(card -> card);
    }

    /// Main memory.
    CacheMemory HOST = new CacheMemory() {
        private static final long ALIGNMENT = 64;

        @Override
        public MemorySegment allocate(Arena arena, long bytes) {
            return arena.allocate(bytes, ALIGNMENT);
        }

        @Override
        public void copy(MemorySegment from, long fromPitch, MemorySegment to, long toPitch, long width, long rows) {
            for (long row = 0; row < rows; row++) {
                MemorySegment.copy(from, row * fromPitch, to, row * toPitch, width);
            }
        }

        @Override
        public String name() {
            return "Cpu";
        }
    };
}
