package parallax.analytics.resampling;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// Random numbers that belong to an entity in a replicate: a function of the entity's name, the
/// replicate and the seed alone. They have neither state nor order, so that any engine and any
/// partition of the data draws the same.
///
/// @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea, Flood 2014, Fast splittable
///     pseudorandom number generators, for the mixing function</a>
final class ReplicateHash {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private ReplicateHash() {}

    /// The key of a name: the first eight bytes of its MD5, which every engine has, big end first.
    static long key(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }

    static long[] keys(List<String> names) {
        return names.stream().mapToLong(ReplicateHash::key).toArray();
    }

    /// The key of a replicate under a seed.
    static long replicate(long seed, int replicate) {
        return mix(mix(seed + GOLDEN) + GOLDEN * (replicate + 1L));
    }

    /// What an entity draws in a replicate: 64 bits, as good as random.
    static long draw(long entity, long replicate) {
        return mix(entity ^ replicate);
    }

    /// The key of an entity within another, such as a rater's answer to an item.
    static long within(long outer, long inner) {
        return mix(outer + GOLDEN) ^ inner;
    }

    private static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
