package parallax.dataset.exports;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import parallax.dataset.exports.DatasetOrders.Wish;
import parallax.study.Study;
import parallax.study.StudyAccess.Rights;

/// A dataset's folder on this machine, which is there only when it is whole.
@ApplicationScoped
public class FolderExport {
    private final DatasetOrders orders;
    private final DatasetWriter writer;

    public FolderExport(DatasetOrders orders, DatasetWriter writer) {
        this.orders = orders;
        this.writer = writer;
    }

    /// @return why nothing was written, in a sentence; empty if it was
    public Optional<String> write(Study study, Wish wish, Path folder) throws IOException {
        Path place = folder.toAbsolutePath();
        Path above = place.getParent();
        if (above == null || !Files.isDirectory(above)) {
            return Optional.of("--folder: the folder " + above + " does not exist");
        }
        if (Files.exists(place) && !isEmptyFolder(place)) {
            return Optional.of("--folder: " + folder + " is there already and is not an empty folder");
        }
        Optional<String> fault = orders.fault(study, wish);
        if (fault.isPresent()) {
            return fault;
        }
        boolean everything = true;
        Path unfinished = Files.createTempDirectory(above, ".export");
        try {
            writer.write(
                    study,
                    orders.order(study, wish, new Rights(everything, everything)),
                    unfinished,
                    DatasetWriter.Progress.SILENT);
            Files.deleteIfExists(place);
            Files.move(unfinished, place);
            return Optional.empty();
        } finally {
            if (Files.exists(unfinished)) {
                DatasetFolder.delete(unfinished);
            }
        }
    }

    private static boolean isEmptyFolder(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(place)) {
            return inside.findAny().isEmpty();
        }
    }
}
