package parallax.generation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import parallax.runner.remote.Endpoint;
import parallax.settings.Settings;

/// Models that OpenAI-compatible endpoints serve, as the operator lists them. Only these addresses are ever
/// contacted.
@ApplicationScoped
public class ServedModels {
    private final Map<String, Settings.Served> all;

    public ServedModels(Settings settings) {
        this.all = settings.servedModels();
    }

    /// By the name that the operator gives.
    public Map<String, Settings.Served> all() {
        return all;
    }

    static Endpoint endpoint(Settings.Served model) {
        return Endpoint.of(model.base(), model.model(), model.apiKey().orElse(null))
                .withPace(model.concurrent(), model.requestsPerMinute());
    }

    static String digest(Settings.Served model) {
        return model.model() + " at " + model.base();
    }
}
