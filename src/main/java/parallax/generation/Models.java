package parallax.generation;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parallax.runner.command.DemoModel;
import parallax.runner.command.ModelsFolder;
import parallax.runner.model.ContentDigest;
import parallax.runner.model.ModelFolder;
import parallax.settings.Settings;

/// The models that runs can use: the demo model, every model below the models folder, by itself and with each
/// LoRA adapter in its folder, and what the operator lists as served elsewhere. Nobody names a path or an
/// address through a page.
@ApplicationScoped
public class Models {
    /// The name of the project's own model.
    public static final String DEMO = "demo model";

    private final ModelsFolder folder;
    private final ServedModels served;

    public Models(Settings settings, ServedModels served) {
        this.folder = settings.models().map(ModelsFolder::new).orElseGet(ModelsFolder::usual);
        this.served = served;
    }

    /// Names in the order of choice.
    public List<String> names() {
        return List.copyOf(choices().keySet());
    }

    /// What a run with a model generates with.
    ///
    /// @throws parallax.runner.model.ModelFolderException saying what is wrong with the model
    /// @throws IllegalArgumentException if there is none of that name
    public ModelSource source(String name) {
        Supplier<ModelSource> choice = choices().get(name);
        if (choice == null) {
            throw new IllegalArgumentException("There is no model “" + name + "” here.");
        }
        return choice.get();
    }

    private Map<String, Supplier<ModelSource>> choices() {
        var choices = new LinkedHashMap<String, Supplier<ModelSource>>();
        if (Files.isDirectory(DemoModel.folder())) {
            choices.put(DEMO, () -> local(DEMO, DemoModel.folder(), null));
        }
        for (Path model : folder.models()) {
            String name = model.toString();
            Path root = folder.root().resolve(model);
            choices.put(name, () -> local(name, root, null));
            for (Path adapter : ModelFolder.adaptersIn(root)) {
                choices.put(name + " with " + adapter.getFileName(), () -> local(name, root, adapter));
            }
        }
        served.all().forEach((key, model) -> choices.put(key + ", served elsewhere", () -> served(key, model)));
        return choices;
    }

    private static ModelSource local(String name, Path root, @Nullable Path adapter) {
        ModelFolder model = ModelFolder.open(root);
        return new ModelSource(
                name,
                ModelSource.Provider.ONNX,
                model.digest(),
                model.precision(),
                model.root().toString(),
                adapter == null ? null : new ModelSource.Adapter(adapter.toString(), ContentDigest.ofFile(adapter)));
    }

    private static ModelSource served(String key, Settings.Served model) {
        return new ModelSource(key, ModelSource.Provider.HTTP, ServedModels.digest(model), "unknown", key, null);
    }
}
