package parallax.runner.decode.graph;

import ai.onnxruntime.OrtEnvironment;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// ONNX Runtime's C functions, in the library that its Java package has loaded, for what that package
/// does not offer. Functions are found by their position in the `OrtApi` table, which only ever grows
/// at its end.
///
/// @see <a href="https://onnxruntime.ai/docs/api/c/struct_ort_api.html">OrtApi</a>
final class OrtApi {
    private static final int GET_ERROR_MESSAGE = 2;
    private static final int RELEASE_STATUS = 93;
    private static final String BASE_FUNCTION = "OrtGetApiBase";
    private static final String NAME = "libonnxruntime.so.1";
    private static final Linker LINKER = Linker.nativeLinker();
    private static final long POINTER = ValueLayout.ADDRESS.byteSize();
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final MemorySegment table;
    private final Map<Integer, MethodHandle> functions = new ConcurrentHashMap<>();

    private OrtApi(MemorySegment table) {
        this.table = table;
    }

    /// The table, or nothing if the library's symbols are not visible.
    static Optional<OrtApi> find() {
        // Loads the library.
        String version = OrtEnvironment.getEnvironment().getVersion();
        return baseFunction().map(symbol -> {
            MemorySegment base =
                    (MemorySegment) invoke(LINKER.downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.ADDRESS)));
            MemorySegment getApi = base.reinterpret(2 * POINTER).get(ValueLayout.ADDRESS, 0);
            MethodHandle get =
                    LINKER.downcallHandle(getApi, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            return new OrtApi(((MemorySegment) invoke(get, minor(version))).reinterpret(UNBOUNDED));
        });
    }

    /// `1.29.0` has version 29 of the table.
    private static int minor(String version) {
        return Integer.parseInt(version.split("\\.", -1)[1]);
    }

    private static Optional<MemorySegment> baseFunction() {
        return SymbolLookup.loaderLookup().find(BASE_FUNCTION).or(OrtApi::inLoadedLibrary);
    }

    /// If another class loader loaded the library, the system still finds it by its name, although its
    /// file is gone.
    static Optional<MemorySegment> inLoadedLibrary() {
        String folder = System.getProperty("onnxruntime.native.path");
        try {
            SymbolLookup library = folder == null
                    ? SymbolLookup.libraryLookup(NAME, Arena.global())
                    : SymbolLookup.libraryLookup(Path.of(folder, System.mapLibraryName("onnxruntime")), Arena.global());
            return library.find(BASE_FUNCTION);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /// Calls a function that returns an `OrtStatus*`, and throws the error that it reports.
    void call(int index, Object... arguments) {
        MemorySegment status = (MemorySegment) invoke(returningStatus(index, arguments), arguments);
        if (status.address() != 0) {
            String message = ((MemorySegment) invoke(returningStatus(GET_ERROR_MESSAGE, status), status))
                    .reinterpret(UNBOUNDED)
                    .getString(0);
            release(RELEASE_STATUS, status);
            throw new IllegalStateException("ONNX Runtime: " + message);
        }
    }

    /// Calls a function that returns nothing.
    void release(int index, Object... arguments) {
        invoke(returningNothing(index, arguments), arguments);
    }

    private MethodHandle returningStatus(int index, Object... arguments) {
        return function(index, FunctionDescriptor.of(ValueLayout.ADDRESS, layouts(arguments)));
    }

    private MethodHandle returningNothing(int index, Object... arguments) {
        return function(index, FunctionDescriptor.ofVoid(layouts(arguments)));
    }

    private MethodHandle function(int index, FunctionDescriptor descriptor) {
        return functions.computeIfAbsent(
                index, i -> LINKER.downcallHandle(table.get(ValueLayout.ADDRESS, i * POINTER), descriptor));
    }

    private static MemoryLayout[] layouts(Object... arguments) {
        return Stream.of(arguments).map(OrtApi::layout).toArray(MemoryLayout[]::new);
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case MemorySegment segment -> ValueLayout.ADDRESS;
            case Integer i -> ValueLayout.JAVA_INT;
            case Long l -> ValueLayout.JAVA_LONG;
            default -> throw new IllegalArgumentException("no C type for " + argument.getClass());
        };
    }

    private static Object invoke(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a call into ONNX Runtime failed: " + e.getMessage(), e);
        }
    }
}
