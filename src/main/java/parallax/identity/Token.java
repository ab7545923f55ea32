package parallax.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// A bearer secret of 256 random bits. Its holder keeps the text; the database keeps the hash.
public record Token(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public static Token create() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    public byte[] hash() {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }

    public static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
