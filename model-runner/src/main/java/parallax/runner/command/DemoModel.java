package parallax.runner.command;

import java.nio.file.Path;
import java.util.stream.Stream;

/// Where the project's own small model is.
public final class DemoModel {
    private static final String INSIDE_HOME = "model-runner/demo-model/model";

    private DemoModel() {}

    /// The folder named by the property `parallax.demo-model` or the environment variable
    /// `PARALLAX_DEMO_MODEL`, else the usual place under the property `parallax.home`, else under the
    /// working directory.
    public static Path folder() {
        return Stream.of(System.getProperty("parallax.demo-model"), System.getenv("PARALLAX_DEMO_MODEL"))
                .filter(named -> named != null && !named.isBlank())
                .map(Path::of)
                .findFirst()
                .orElseGet(
                        () -> Path.of(System.getProperty("parallax.home", "")).resolve(INSIDE_HOME));
    }
}
