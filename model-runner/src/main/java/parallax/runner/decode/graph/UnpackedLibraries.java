package parallax.runner.decode.graph;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// The files that ONNX Runtime's Java package unpacks into a new temporary folder at every start.
///
/// It has them deleted when the process ends, the folder before the files in it, so that the folder
/// stays behind, and after a crash the files too. Once they are loaded, none of them is needed any
/// more, unless those for a graphics card are still to be unpacked beside them.
final class UnpackedLibraries {
    private static final Logger LOG = Logger.getLogger(UnpackedLibraries.class.getName());
    private static final String FOR_CUDA = "/ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so";

    private UnpackedLibraries() {}

    /// To be called once the libraries are loaded.
    static void remove() {
        try {
            Field folder = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
            folder.setAccessible(true);
            if (folder.get(null) instanceof Path unpacked) {
                remove(unpacked);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.FINE, "this version of ONNX Runtime's Java package unpacks its libraries elsewhere", e);
        }
    }

    private static void remove(Path folder) {
        if (OrtEnvironment.class.getResource(FOR_CUDA) == null) {
            delete(folder);
        } else {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete-unpacked-libraries"));
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            LOG.log(Level.FINE, "unpacked libraries stay in " + folder, e);
        }
    }
}
