package parallax.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.LongAdder;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id password hashes in the PHC string format, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
///
/// Cost: 19 MiB, two passes, one lane, as the OWASP Password Storage Cheat Sheet recommends.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>
public final class Password {
    public static final int SHORTEST = 12;
    public static final int LONGEST = 200;

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final LongAdder DERIVATIONS = new LongAdder();

    /// The hash of a text that is forgotten at once: no password has it, and to compare one with it takes as
    /// long as with any other hash.
    private static final String NOBODYS = hash(Token.create().text());

    private Password() {}

    public static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] hash = derive(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    public static boolean matches(String password, String stored) {
        String[] part = stored.split("\\$", -1);
        if (part.length != 6 || !part[1].equals("argon2id")) {
            throw new IllegalArgumentException("not an argon2id hash");
        }
        int[] cost = cost(part[3]);
        byte[] salt = Base64.getDecoder().decode(part[4]);
        byte[] expected = Base64.getDecoder().decode(part[5]);
        byte[] actual = derive(password, salt, cost[0], cost[1], cost[2], expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    /// Takes the time of [#matches], for an address that nobody has.
    public static void matchNobody(String password) {
        var _ = matches(password, NOBODYS);
    }

    /// A hash for whoever has no password yet.
    static String nobodys() {
        return NOBODYS;
    }

    private static int[] cost(String parameters) {
        String[] each = parameters.split(",", -1);
        return new int[] {number(each[0], "m="), number(each[1], "t="), number(each[2], "p=")};
    }

    private static int number(String parameter, String name) {
        if (!parameter.startsWith(name)) {
            throw new IllegalArgumentException("expected " + name + " in an argon2id hash");
        }
        return Integer.parseInt(parameter.substring(name.length()));
    }

    /// How many passwords were hashed or compared since the start.
    public static long derivations() {
        return DERIVATIONS.sum();
    }

    private static byte[] derive(String password, byte[] salt, int memoryKib, int passes, int lanes, int length) {
        DERIVATIONS.increment();
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
