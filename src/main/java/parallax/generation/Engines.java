package parallax.generation;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parallax.runner.Engine;
import parallax.runner.decode.EngineOptions;
import parallax.runner.decode.OnnxEngine;
import parallax.runner.model.ContentDigest;
import parallax.runner.model.ModelFolder;
import parallax.runner.model.ModelFolderException;
import parallax.runner.remote.HostPolicy;
import parallax.runner.remote.RemoteEngine;
import parallax.settings.Settings;

/// Opens what a run generates with, as it was when the run was queued, on what the operator lets compute.
@ApplicationScoped
public class Engines {
    private final ServedModels served;
    private final EngineOptions options;

    public Engines(ServedModels served, Settings settings) {
        this.served = served;
        this.options = EngineOptions.defaults()
                .withSlots(settings.runner().slots())
                .withProvider(settings.runner().provider());
    }

    /// @throws ModelFolderException if the model or the adapter cannot be used or has changed
    /// @throws IllegalArgumentException if the model is no longer served, or its address is not allowed
    Engine open(ModelSource source) {
        return switch (source.provider()) {
            case ONNX -> local(source);
            case HTTP -> served(source);
        };
    }

    private Engine local(ModelSource source) {
        ModelFolder folder = ModelFolder.open(Path.of(source.location()));
        requireUnchanged(source.name(), source.digest(), folder.digest());
        return OnnxEngine.open(folder, options.withAdapter(unchanged(source.adapter())));
    }

    private static @Nullable Path unchanged(ModelSource.@Nullable Adapter adapter) {
        if (adapter == null) {
            return null;
        }
        Path file = Path.of(adapter.location());
        requireUnchanged(adapter.location(), adapter.digest(), ContentDigest.ofFile(file));
        return file;
    }

    private Engine served(ModelSource source) {
        Settings.Served model = served.all().get(source.location());
        if (model == null) {
            throw new IllegalArgumentException("“" + source.location() + "” is no longer listed as a served model.");
        }
        requireUnchanged(source.name(), source.digest(), ServedModels.digest(model));
        return RemoteEngine.open(
                ServedModels.endpoint(model),
                HostPolicy.allowing(String.valueOf(model.base().getHost())));
    }

    private static void requireUnchanged(String name, String then, String now) {
        if (!now.equals(then)) {
            throw new ModelFolderException(name + " has changed since this run was queued: queue a new one.");
        }
    }
}
