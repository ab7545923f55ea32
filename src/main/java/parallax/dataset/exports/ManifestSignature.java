package parallax.dataset.exports;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import parallax.identity.SigningKey;

/// The signature of a manifest, as it stands beside it.
///
/// @param publicKey X.509, in Base64
/// @param signature over the bytes of the manifest, in Base64
public record ManifestSignature(String algorithm, String publicKey, String signature) {
    public static ManifestSignature of(SigningKey.Signed signed) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new ManifestSignature(
                SigningKey.ALGORITHM,
                base64.encodeToString(signed.publicKey()),
                base64.encodeToString(signed.signature()));
    }

    static ManifestSignature read(JsonNode signed) {
        return new ManifestSignature(
                signed.path("algorithm").asText(),
                signed.path("publicKey").asText(),
                signed.path("signature").asText());
    }

    /// Whose key signed a manifest.
    ///
    /// @param names of the manifest and of its signature, as faults call them
    /// @param faults where what is wrong is added, in sentences
    /// @return the key's fingerprint; empty where the signature is wrong
    public String signer(byte[] manifest, Names names, List<String> faults) {
        try {
            byte[] key = decoded(publicKey);
            Signature check = Signature.getInstance(SigningKey.ALGORITHM);
            check.initVerify(KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(key)));
            check.update(manifest);
            if (algorithm.equals(SigningKey.ALGORITHM) && check.verify(decoded(signature))) {
                return fingerprint(key);
            }
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            faults.add(names.signature() + " holds no key or no signature that can be read.");
            return "";
        }
        faults.add("The signature does not fit " + names.manifest() + ": it was changed after it was signed.");
        return "";
    }

    /// As it would be written: the last character has bits that say nothing, and could be another.
    private static byte[] decoded(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("Base64 that was not written so: " + base64);
        }
        return bytes;
    }

    public record Names(String manifest, String signature) {}

    /// By what people compare keys: `ed25519:` and the SHA-256 of the public half.
    public static String fingerprint(byte[] publicKey) {
        return "ed25519:" + sha256(publicKey);
    }

    /// In hexadecimal.
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
