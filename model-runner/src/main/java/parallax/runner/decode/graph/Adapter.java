package parallax.runner.decode.graph;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoraAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import parallax.runner.model.ContentDigest;
import parallax.runner.model.ModelFolderException;

/// A LoRA adapter: small weights that replace zeros in the graph. An engine has one adapter, active in
/// every run, so that no cached prefix can have been computed with another.
public record Adapter(OrtLoraAdapter weights, String digest) implements AutoCloseable {
    public static Adapter open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelFolderException("the adapter " + file + " does not exist");
        }
        try {
            return new Adapter(OrtLoraAdapter.create(file.toString()), ContentDigest.ofFile(file));
        } catch (OrtException e) {
            throw new ModelFolderException(
                    file + " is not a LoRA adapter that ONNX Runtime can read (an .onnx_adapter file)", e);
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}
