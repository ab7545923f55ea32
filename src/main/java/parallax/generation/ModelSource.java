package parallax.generation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What writes a run's replies, as it was when the run was queued.
///
/// @param digest over all files that shape the output; of a served model, its address and its name there
/// @param precision of the weights; `unknown` of a served model
/// @param location the model's folder, or the name under which the operator lists a served model
/// @param adapter null without one
public record ModelSource(
        String name,
        Provider provider,
        String digest,
        String precision,
        String location,
        @Nullable Adapter adapter) {
    /// A LoRA adapter's file and its digest.
    public record Adapter(String location, String digest) {}

    /// What computes.
    public enum Provider {
        /// This process.
        ONNX,
        /// An endpoint elsewhere.
        HTTP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Provider of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
