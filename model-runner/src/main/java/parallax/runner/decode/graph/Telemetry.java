package parallax.runner.decode.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// ONNX Runtime's library from 1.29 on keeps events about every session (processor, operating system,
/// names of model files) in the user's cache folder, to be sent to its makers, and crashes when the
/// command line that it reads for them has more than 4,096 characters. None of that is wanted here.
final class Telemetry {
    private Telemetry() {}

    /// Must be called before the library is loaded: the library reads the process's environment.
    static void switchOff() {
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("setenv").ifPresent(function -> {
            MethodHandle setenv = linker.downcallHandle(
                    function,
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            try (Arena arena = Arena.ofConfined()) {
                int refused = (int)
                        setenv.invokeExact(arena.allocateFrom("ORT_DISABLE_TELEMETRY"), arena.allocateFrom("1"), 1);
                if (refused != 0) {
                    throw new IllegalStateException("the process's environment cannot be changed");
                }
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
