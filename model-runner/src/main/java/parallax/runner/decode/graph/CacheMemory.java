package parallax.runner.decode.graph;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// Where a cache is kept.
public interface CacheMemory {
    /// Fresh memory of zeros, freed with the arena.
    MemorySegment allocate(Arena arena, long bytes);

    /// Copies a rectangle: `rows` runs of `width` bytes that begin `pitch` bytes apart.
    void copy(MemorySegment from, long fromPitch, MemorySegment to, long toPitch, long width, long rows);

    /// How many bytes a cache may take here, if nobody says.
    long usableBytes();

    /// The most bytes that a tensor may take here.
    long largestTensor();

    /// Name of the memory for ONNX Runtime, `Cpu` or `Cuda`.
    String name();

    /// Memory of the first graphics card, or nothing where the CUDA runtime cannot be found.
    static Optional<CacheMemory> ofGraphicsCard() {
        return CudaMemory.find().map(card -> card);
    }

    /// Main memory.
    CacheMemory HOST = new CacheMemory() {
        private static final long ALIGNMENT = 64;
        private static final long SMALL_MACHINE = 8L << 30;

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

        /// Half of the machine's memory, or of the container's.
        @Override
        public long usableBytes() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                    ? system.getTotalMemorySize() / 2
                    : SMALL_MACHINE / 2;
        }

        /// What a buffer of Java's can hold.
        @Override
        public long largestTensor() {
            return Integer.MAX_VALUE - ALIGNMENT;
        }

        @Override
        public String name() {
            return "Cpu";
        }
    };
}
