package parallax.dataset.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.OptionSpec;

/// How a kind of file is read, as options in a file that a command line names with an at sign: `import
/// OTHER @FILE`.
final class MappingFile {
    /// What belongs to one import and not to the next.
    private static final Set<String> OF_ONE_IMPORT = Set.of("--title", "--guess", "--mapping", "--items", "--data");

    private MappingFile() {}

    /// @param given the options of the command line
    /// @param found those that name the columns as they were found
    static void write(Path file, List<OptionSpec> given, Map<String, String> found) throws IOException {
        Map<String, String> options = new TreeMap<>(found);
        for (OptionSpec option : given) {
            if (!OF_ONE_IMPORT.contains(option.longestName())) {
                options.put(option.longestName(), String.join(",", option.originalStringValues()));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("# How files of this kind are read. Use it so: ./parallax import FILE --title TEXT @"
                + file.getFileName());
        options.forEach((name, value) -> lines.add(quoted(value.isEmpty() ? name : name + "=" + value)));
        Files.write(file, lines);
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
