package parallax.runner.decode;

import org.jspecify.annotations.Nullable;

/// The part of a provenance that all replies of an engine share.
record Origin(
        String model,
        String modelDigest,
        @Nullable String adapterDigest,
        String precision,
        String provider,
        String device,
        @Nullable String templateDigest,
        String runtime) {}
