package parallax.runner.decode.graph;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Memory of the first graphics card, by six functions of the CUDA runtime that ONNX Runtime's CUDA
/// provider has loaded. A cache that is kept there never crosses the bus.
///
/// Written from NVIDIA's documentation; not yet run on a card.
///
/// @see <a href="https://docs.nvidia.com/cuda/cuda-runtime-api/group__CUDART__MEMORY.html">CUDA runtime,
///     memory management</a>
final class CudaMemory implements CacheMemory {
    private static final int DEVICE_TO_DEVICE = 3;

    private final MethodHandle malloc;
    private final MethodHandle free;
    private final MethodHandle memset;
    private final MethodHandle memcpy2D;
    private final MethodHandle synchronize;
    private final MethodHandle memGetInfo;

    private CudaMemory(SymbolLookup runtime) {
        ValueLayout pointer = ValueLayout.ADDRESS;
        ValueLayout size = ValueLayout.JAVA_LONG;
        ValueLayout number = ValueLayout.JAVA_INT;
        this.malloc = function(runtime, "cudaMalloc", pointer, size);
        this.free = function(runtime, "cudaFree", pointer);
        this.memset = function(runtime, "cudaMemset", pointer, number, size);
        this.memcpy2D = function(runtime, "cudaMemcpy2D", pointer, size, pointer, size, size, size, number);
        this.synchronize = function(runtime, "cudaDeviceSynchronize");
        this.memGetInfo = function(runtime, "cudaMemGetInfo", pointer, pointer);
    }

    /// The card's memory, or nothing where the CUDA runtime cannot be found.
    static Optional<CudaMemory> find() {
        return Stream.concat(loaded(), Stream.of("libcudart.so.13", "libcudart.so.12"))
                .flatMap(name -> library(name).stream())
                .findFirst()
                .map(CudaMemory::new);
    }

    /// The runtime that ONNX Runtime's provider uses, if the system can tell: it would not know memory
    /// allocated by another version.
    private static Stream<String> loaded() {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps
                    .filter(line -> line.contains("/libcudart.so."))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Optional<SymbolLookup> library(String name) {
        try {
            return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException missing) {
            return Optional.empty();
        }
    }

    private static MethodHandle function(SymbolLookup runtime, String name, ValueLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(runtime.findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    private static void call(String what, MethodHandle function, Object... arguments) {
        int error;
        try {
            error = (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a call into the CUDA runtime failed: " + e.getMessage(), e);
        }
        if (error != 0) {
            throw new IllegalStateException(what + " on the graphics card failed with CUDA error " + error
                    + (error == 2 ? " (out of memory); use fewer slots or a shorter context" : ""));
        }
    }

    @Override
    public MemorySegment allocate(Arena arena, long bytes) {
        MemorySegment address;
        try (Arena out = Arena.ofConfined()) {
            MemorySegment pointer = out.allocate(ValueLayout.ADDRESS);
            call("allocating " + bytes + " bytes", malloc, pointer, bytes);
            address = pointer.get(ValueLayout.ADDRESS, 0);
        }
        MemorySegment memory = address.reinterpret(bytes, arena, freed -> call("freeing memory", free, freed));
        call("clearing memory", memset, memory, 0, bytes);
        return memory;
    }

    @Override
    public void copy(MemorySegment from, long fromPitch, MemorySegment to, long toPitch, long width, long rows) {
        call("copying", memcpy2D, to, toPitch, from, fromPitch, width, rows, DEVICE_TO_DEVICE);
        // the provider's own stream does not wait for the one that copies
        call("copying", synchronize);
    }

    /// What is free now, less what stands beside it while a cache grows.
    @Override
    public long usableBytes() {
        try (Arena out = Arena.ofConfined()) {
            MemorySegment free = out.allocate(ValueLayout.JAVA_LONG);
            MemorySegment total = out.allocate(ValueLayout.JAVA_LONG);
            call("asking for free memory", memGetInfo, free, total);
            return free.get(ValueLayout.JAVA_LONG, 0) / 100 * 60;
        }
    }

    @Override
    public long largestTensor() {
        return Long.MAX_VALUE;
    }

    @Override
    public String name() {
        return "Cuda";
    }
}
