package parallax.generation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import parallax.runner.remote.Endpoint;

/// Models that OpenAI-compatible endpoints serve, as the operator lists them: `parallax.served-models.NAME.base`
/// and so on. Only these addresses are ever contacted.
@ConfigMapping(prefix = "parallax.served-models")
public interface ServedModels {
    /// By the name that the operator gives.
    @WithParentName
    Map<String, Served> all();

    /// One of them.
    interface Served {
        /// Below which `chat/completions` lies, such as `http://127.0.0.1:8000/v1`.
        URI base();

        /// The endpoint's name for the model.
        String model();

        Optional<String> apiKey();

        /// The most requests at once.
        @WithDefault("8")
        int concurrent();

        /// 0: as many as there are.
        @WithDefault("0")
        int requestsPerMinute();

        default Endpoint endpoint() {
            return Endpoint.of(base(), model(), apiKey().orElse(null)).withPace(concurrent(), requestsPerMinute());
        }

        default String digest() {
            return model() + " at " + base();
        }
    }
}
