package parallax.store;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The database of [PostgresResource], which is started before it, reached through a [Gate].
public final class StoreBehindGate implements QuarkusTestResourceLifecycleManager {
    private @Nullable Gate gate;

    @Override
    public Map<String, String> start() {
        int port = PostgresFolder.in(Path.of("target", "test-data"))
                .rememberedPort()
                .orElseThrow();
        Gate opened = Gate.before(port);
        gate = opened;
        return Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://127.0.0.1:" + opened.port() + "/" + PostgresCluster.NAME);
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(gate, new TestInjector.MatchesType(Gate.class));
    }

    @Override
    public void stop() {
        if (gate != null) {
            gate.close();
        }
    }
}
