package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import parallax.identity.InstallationSecret;
import parallax.store.Sql;

/// The code with which a rater, and nobody else, goes on on another device: 60 bits in twelve characters. It is
/// worked out when it is shown, and kept only as that by which it is found.
@ApplicationScoped
public class OwnCodes {
    /// Without letters that are taken for others, as in Crockford's base 32.
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 12;
    private static final int PART = 4;

    private final Sql sql;
    private final InstallationSecret secret;

    public OwnCodes(Sql sql, InstallationSecret secret) {
        this.sql = sql;
        this.secret = secret;
    }

    /// Empty for whoever goes on without having shown who they are: it would open what is not theirs.
    public String of(Participation rater) {
        if (!rater.isProved()) {
            return "";
        }
        byte[] mac = secret.mac("own-code", named(rater.id()));
        long bits = ByteBuffer.wrap(mac).getLong();
        var code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(i > 0 && i % PART == 0 ? "-" : "").append(ALPHABET.charAt((int) (bits >>> (5 * i)) & 31));
        }
        sql.update(
                "update participation set own_code_mac = :mac where id = :participation and own_code_mac is null",
                bind("mac", lookup(code.toString())),
                bind("participation", rater.id()));
        return code.toString();
    }

    /// The first code of a part goes by its id alone.
    private byte[] named(long participation) {
        short version = (short) sql.number(
                "select own_code_version from participation where id = :participation",
                bind("participation", participation));
        ByteBuffer first = ByteBuffer.allocate(Long.BYTES).putLong(participation);
        return version == 0
                ? first.array()
                : ByteBuffer.allocate(Long.BYTES + Short.BYTES)
                        .putLong(participation)
                        .putShort(version)
                        .array();
    }

    /// Whose code this is in a study, however it was typed.
    public Optional<Participation> owner(long studyId, String typed) {
        return sql.first(
                Participations::read,
                "select " + Participations.COLUMNS
                        + " from participation p where p.study_id = :study and p.own_code_mac = :mac",
                bind("study", studyId),
                bind("mac", lookup(typed)));
    }

    private byte[] lookup(String typed) {
        return secret.mac("own-code-lookup", plain(typed).getBytes(StandardCharsets.UTF_8));
    }

    static String plain(String typed) {
        return typed.toUpperCase(Locale.ROOT)
                .replaceAll("[^0-9A-Z]", "")
                .replace('O', '0')
                .replaceAll("[IL]", "1");
    }
}
