package parallax.rater;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import parallax.identity.InstallationSecret;

/// Lets a browser hold a text for us that nobody else can have written, nor can use in another study.
@ApplicationScoped
class Seal {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final InstallationSecret secret;

    Seal(InstallationSecret secret) {
        this.secret = secret;
    }

    String sealed(String study, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return ENCODER.encodeToString(content) + "." + ENCODER.encodeToString(mac(study, content));
    }

    /// The text, if it was sealed here for this study.
    Optional<String> opened(String study, String sealed) {
        String[] parts = sealed.split("\\.", -1);
        try {
            byte[] content = Base64.getUrlDecoder().decode(parts[0]);
            boolean ours = parts.length == 2
                    && MessageDigest.isEqual(
                            mac(study, content), Base64.getUrlDecoder().decode(parts[1]));
            return ours ? Optional.of(new String(content, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] mac(String study, byte[] content) {
        byte[] place = (study + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[place.length + content.length];
        System.arraycopy(place, 0, whole, 0, place.length);
        System.arraycopy(content, 0, whole, place.length, content.length);
        return secret.mac("arrival", whole);
    }
}
