package parallax.runner.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Brings a model's files into a folder. Whatever the hub gives a checksum for is checked: what is
/// there already is kept, and what broke off is continued. A file gets its name only when it is whole,
/// and the configuration comes last, so that a folder with one is a whole model.
public final class Download {
    private static final Set<String> ENDINGS =
            Set.of(".onnx", ".onnx_data", ".data", ".json", ".jinja", ".model", ".txt", ".onnx_adapter", ".md");
    private static final int ATTEMPTS = 5;

    private final Hub hub;
    private final ModelName model;
    private final Path folder;
    private final Progress progress;

    /// Told how far the download has got.
    public interface Progress {
        void at(String file, long bytes, long ofBytes);
    }

    public Download(Hub hub, ModelName model, Path folder, Progress progress) {
        this.hub = hub;
        this.model = model;
        this.folder = folder;
        this.progress = progress;
    }

    /// Downloads what is missing.
    ///
    /// @param onlyContaining of several graphs, only those whose path contains this; empty for all
    /// @return files of the model in the folder
    public List<HubFile> run(String onlyContaining) throws IOException, InterruptedException {
        List<HubFile> wanted = hub.files(model).stream()
                .filter(file -> isWanted(file.path(), onlyContaining))
                .sorted(Comparator.comparing(HubFile::isConfiguration))
                .toList();
        if (wanted.stream().noneMatch(file -> file.path().endsWith(".onnx"))) {
            throw new IOException(model + " has no ONNX graph"
                    + (onlyContaining.isEmpty() ? "" : " named like \"" + onlyContaining + "\"")
                    + ", so this runner cannot use it");
        }
        Files.createDirectories(folder);
        requireRoom(wanted);
        for (HubFile file : wanted) {
            fetch(file);
        }
        return wanted;
    }

    private void requireRoom(List<HubFile> wanted) throws IOException {
        long missing = 0;
        for (HubFile file : wanted) {
            if (Files.notExists(folder.resolve(file.path()))) {
                missing += Math.clamp(file.bytes(), 0, Long.MAX_VALUE - missing);
            }
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        if (missing > free) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s needs %.1f GB, but %s has %.1f GB free",
                    model,
                    missing / 1e9,
                    folder,
                    free / 1e9));
        }
    }

    private static boolean isWanted(String path, String onlyContaining) {
        String lower = path.toLowerCase(Locale.ROOT);
        boolean graph = lower.contains(".onnx") && !lower.endsWith(".onnx_adapter");
        return ENDINGS.stream().anyMatch(lower::contains) && (!graph || path.contains(onlyContaining));
    }

    private void fetch(HubFile file) throws IOException, InterruptedException {
        Path target = folder.resolve(file.path());
        if (Files.isRegularFile(target) && file.isIn(target)) {
            progress.at(file.path(), file.bytes(), file.bytes());
            return;
        }
        Files.createDirectories(target.resolveSibling(".").normalize());
        Path partial = file.partial(target);
        for (int attempt = 1; ; attempt++) {
            try {
                receive(file, partial);
                break;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || Files.notExists(partial)) {
                    throw new IOException(
                            file.path() + " could not be fetched (" + reason(e)
                                    + "); the next pull continues from here",
                            e);
                }
                Thread.sleep(200L << attempt);
            }
        }
        if (!file.isIn(partial)) {
            Files.delete(partial);
            throw new IOException(file.path() + " arrived with a checksum other than the hub's; it was deleted");
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void receive(HubFile file, Path partial) throws IOException, InterruptedException {
        long have = file.isResumable() && Files.exists(partial) ? Files.size(partial) : 0;
        if (file.bytes() >= 0 && have > file.bytes()) {
            have = 0;
        }
        if (have == file.bytes() && have > 0) {
            return;
        }
        HttpResponse<InputStream> response = hub.open(model, file, have);
        try (InputStream in = response.body()) {
            Hub.requireOk(response, model + "/" + file.path());
            boolean continues = response.statusCode() == 206;
            long done = continues ? have : 0;
            try (OutputStream out = Files.newOutputStream(
                    partial,
                    StandardOpenOption.CREATE,
                    continues ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
                done = copy(in, out, file, done);
            }
            if (file.bytes() >= 0 && done != file.bytes()) {
                throw new IOException(file.path() + " broke off at " + done + " of " + file.bytes() + " bytes");
            }
        }
    }

    private long copy(InputStream in, OutputStream out, HubFile file, long start) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long done = start;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            done += count;
            if (file.bytes() >= 0 && done > file.bytes()) {
                throw new IOException(file.path() + " is longer than the hub said");
            }
            out.write(buffer, 0, count);
            progress.at(file.path(), done, file.bytes());
        }
        return done;
    }
}
