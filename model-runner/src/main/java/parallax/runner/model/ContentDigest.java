package parallax.runner.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 over files and texts.
public final class ContentDigest {
    private ContentDigest() {}

    /// Over each file's relative name, length and content in turn, so that neither a renamed nor a moved
    /// byte goes unnoticed.
    static String of(Path root, List<Path> relativeFiles) {
        MessageDigest whole = sha256();
        for (Path relative : relativeFiles) {
            String line = relative.toString().replace('\\', '/') + "\n" + hex(file(root.resolve(relative))) + "\n";
            whole.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return "sha256:" + hex(whole.digest());
    }

    public static String ofText(String text) {
        return "sha256:" + hex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static String ofFile(Path file) {
        return "sha256:" + hex(file(file));
    }

    private static byte[] file(Path file) {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (IOException e) {
            throw new ModelFolderException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
        return digest.digest();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
