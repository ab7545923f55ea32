package parallax.runner.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import parallax.runner.model.ContentDigest;

/// Brings a model's files into a folder. What is there already is kept, what broke off is continued, what
/// a hub gives a checksum for is checked; a file gets its name only when it is whole.
public final class Download {
    private static final Set<String> ENDINGS =
            Set.of(".onnx", ".onnx_data", ".data", ".json", ".jinja", ".model", ".txt", ".onnx_adapter", ".md");
    private static final int ATTEMPTS = 5;
    private static final String PARTIAL = ".partial";

    private final Hub hub;
    private final ModelName model;
    private final Path folder;
    private final Progress progress;

    /// Hears how far the download is.
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
    /// @param onlyContaining keeps of several graphs those whose path contains this; empty keeps all
    /// @return files of the model in the folder
    public List<Hub.HubFile> run(String onlyContaining) throws IOException, InterruptedException {
        List<Hub.HubFile> wanted = hub.files(model).stream()
                .filter(file -> isWanted(file.path(), onlyContaining))
                .toList();
        if (wanted.stream().noneMatch(file -> file.path().endsWith(".onnx"))) {
            throw new IOException(model + " has no ONNX graph"
                    + (onlyContaining.isEmpty() ? "" : " named like \"" + onlyContaining + "\"")
                    + ", so this runner cannot use it");
        }
        Files.createDirectories(folder);
        for (Hub.HubFile file : wanted) {
            fetch(file);
        }
        return wanted;
    }

    private static boolean isWanted(String path, String onlyContaining) {
        String lower = path.toLowerCase(Locale.ROOT);
        boolean graph = lower.contains(".onnx") && !lower.endsWith(".onnx_adapter");
        return ENDINGS.stream().anyMatch(lower::contains) && (!graph || path.contains(onlyContaining));
    }

    private void fetch(Hub.HubFile file) throws IOException, InterruptedException {
        Path target = folder.resolve(file.path());
        if (Files.isRegularFile(target) && Files.size(target) == file.bytes() && matches(file, target)) {
            progress.at(file.path(), file.bytes(), file.bytes());
            return;
        }
        Files.createDirectories(target.resolveSibling(".").normalize());
        Path partial = target.resolveSibling(target.getFileName() + PARTIAL);
        for (int attempt = 1; ; attempt++) {
            try {
                receive(file, partial);
                break;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || Files.notExists(partial)) {
                    throw e;
                }
                Thread.sleep(200L << attempt);
            }
        }
        if (!matches(file, partial)) {
            Files.delete(partial);
            throw new IOException(file.path() + " arrived with another checksum than the hub gives; it was deleted");
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void receive(Hub.HubFile file, Path partial) throws IOException, InterruptedException {
        long have = Files.exists(partial) ? Files.size(partial) : 0;
        if (file.bytes() >= 0 && have > file.bytes()) {
            Files.delete(partial);
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

    private long copy(InputStream in, OutputStream out, Hub.HubFile file, long start) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long done = start;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            done += count;
            if (file.bytes() >= 0 && done > file.bytes()) {
                throw new IOException(file.path() + " is longer than the hub says");
            }
            out.write(buffer, 0, count);
            progress.at(file.path(), done, file.bytes());
        }
        return done;
    }

    private static boolean matches(Hub.HubFile file, Path path) {
        return file.sha256() == null || ContentDigest.ofFile(path).equals("sha256:" + file.sha256());
    }
}
