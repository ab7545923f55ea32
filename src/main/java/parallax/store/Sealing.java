package parallax.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What a key does for one use of it: hashes, and texts that nobody reads or changes without it. What was
/// made for one use is nothing for another.
public final class Sealing {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;
    private final String use;

    public Sealing(byte[] key, String use) {
        this.key = key.clone();
        this.use = use;
    }

    /// HMAC-SHA-256.
    public byte[] mac(String purpose, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(bytes(use + " " + purpose + "\n"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /// Encrypts with AES-256 in Galois/counter mode; the nonce stands before the rest.
    ///
    /// @see <a href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D</a>
    public byte[] sealed(String text) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] content = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(bytes(text));
            byte[] whole = Arrays.copyOf(nonce, NONCE + content.length);
            System.arraycopy(content, 0, whole, NONCE, content.length);
            return whole;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in Galois/counter mode", e);
        }
    }

    /// @return nothing if it was sealed with another key or for another use, or is not as it was
    public Optional<String> opened(byte[] whole) {
        byte[] nonce = Arrays.copyOf(whole, NONCE);
        try {
            byte[] content = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(whole, NONCE, whole.length - NONCE);
            return Optional.of(new String(content, StandardCharsets.UTF_8));
        } catch (AEADBadTagException another) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in Galois/counter mode", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(mac("content", new byte[0]), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
