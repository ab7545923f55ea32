package parallax.runner.decode.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The name of the device that computes, for provenance.
final class Device {
    private Device() {}

    static String processor() {
        int count = Runtime.getRuntime().availableProcessors();
        return firstValue(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch")) + " × " + count;
    }

    static String graphicsCard() {
        Path cards = Path.of("/proc/driver/nvidia/gpus");
        try (Stream<Path> found = Files.list(cards)) {
            return found.findFirst()
                    .map(card -> firstValue(card.resolve("information"), "Model", "NVIDIA card"))
                    .orElse("NVIDIA card");
        } catch (IOException e) {
            return "NVIDIA card";
        }
    }

    private static String firstValue(Path file, String key, String otherwise) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key) && line.contains(":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
