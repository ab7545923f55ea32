package parallax.runner.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parallax.runner.model.ContentDigest;

/// A file of a model, as a hub lists it.
///
/// @param path inside the model's folder
/// @param bytes its length; -1 if the hub does not say
/// @param digest of the content: 64 hexadecimal digits of SHA-256 for large files, 40 of git's blob
///     name for small ones; null if the hub gives neither
public record HubFile(String path, long bytes, @Nullable String digest) {
    static final Pattern DIGEST = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final int GIT_DIGITS = 40;
    private static final Set<String> CONFIGURATIONS = Set.of("config.json", "genai_config.json");

    public HubFile {
        if (digest != null && !DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("\"" + digest + "\" is neither a SHA-256 nor the name of a git blob");
        }
    }

    /// Whether a folder with it counts as a model.
    boolean isConfiguration() {
        return CONFIGURATIONS.contains(path);
    }

    /// Whether a file on this machine has the content that the hub lists, as far as the hub says.
    boolean isIn(Path file) throws IOException {
        if (bytes >= 0 && Files.size(file) != bytes) {
            return false;
        }
        return digest == null
                || (digest.length() == GIT_DIGITS
                        ? gitBlob(file).equals(digest)
                        : ContentDigest.ofFile(file).equals("sha256:" + digest));
    }

    /// Git's name of a content: SHA-1 over `blob`, its length, a zero byte, and the content.
    ///
    /// @see <a href="https://git-scm.com/book/en/v2/Git-Internals-Git-Objects">Pro Git, section 10.2</a>
    private static String gitBlob(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha1));
            return HexFormat.of().formatHex(sha1.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    /// Where the content is collected. The digest in the name keeps different revisions apart.
    Path partial(Path target) {
        return target.resolveSibling(target.getFileName() + (digest == null ? "" : "." + digest) + ".partial");
    }

    /// Whether what has arrived may be continued later: only if mixed contents would be noticed.
    boolean isResumable() {
        return digest != null;
    }
}
