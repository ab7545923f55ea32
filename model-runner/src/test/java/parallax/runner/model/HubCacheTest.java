package parallax.runner.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.GenerationRequest;
import parallax.runner.ModelInput;
import parallax.runner.Outcome;
import parallax.runner.SamplerSettings;
import parallax.runner.decode.EngineOptions;
import parallax.runner.decode.OnnxEngine;

/// Folders as Hugging Face's cache lays them: every file of a snapshot is a link into the entry's
/// blobs.
class HubCacheTest {
    private static final Path WITH_EXTERNAL_WEIGHTS = Path.of("src/test/resources/fixtures/models/llama-external");

    @TempDir
    Path cache;

    private Path snapshot(String entry) throws IOException {
        Path blobs = Files.createDirectories(cache.resolve(entry + "/blobs"));
        Path snapshot = Files.createDirectories(cache.resolve(entry + "/snapshots/0123abcd"));
        try (Stream<Path> files = Files.list(WITH_EXTERNAL_WEIGHTS)) {
            for (Path file : files.toList()) {
                String name = ContentDigest.ofFile(file).substring("sha256:".length());
                Files.copy(file, blobs.resolve(name));
                Files.createSymbolicLink(snapshot.resolve(file.getFileName()), Path.of("../../blobs/" + name));
            }
        }
        return snapshot;
    }

    private static Outcome reply(Path folder) {
        EngineOptions options = EngineOptions.defaults().withSlots(1).withThreads(1);
        try (OnnxEngine engine = OnnxEngine.open(ModelFolder.open(folder), options)) {
            ModelInput input = new ModelInput.TokenIds(new int[] {5, 9, 17});
            return engine.submit(new GenerationRequest(0, 0, input, SamplerSettings.greedy(12), 0))
                    .await();
        }
    }

    @Test
    void a_snapshot_of_a_cache_gives_the_replies_of_the_folder_itself() throws IOException {
        Outcome.Generated own = (Outcome.Generated) reply(WITH_EXTERNAL_WEIGHTS);
        Outcome.Generated cached = (Outcome.Generated) reply(snapshot("models--acme--demo"));
        assertEquals(
                own.provenance().origin().modelDigest(),
                cached.provenance().origin().modelDigest());
        assertEquals(java.util.Arrays.toString(own.tokenIds()), java.util.Arrays.toString(cached.tokenIds()));
    }

    private static void assertLeadsOut(Path folder) {
        ModelFolderException refusal = assertThrows(ModelFolderException.class, () -> ModelFolder.open(folder));
        assertTrue(String.valueOf(refusal.getMessage()).contains("leads out of the model folder"), refusal.toString());
    }

    @Test
    void links_into_another_entry_are_refused() throws IOException {
        Path other = snapshot("models--acme--other");
        Path snapshot = snapshot("models--acme--demo");
        Files.delete(snapshot.resolve("model.onnx"));
        Files.createSymbolicLink(
                snapshot.resolve("model.onnx"), other.resolve("model.onnx").toRealPath());
        assertLeadsOut(snapshot);
    }

    @Test
    void a_folder_that_only_has_such_a_parent_is_no_cache() throws IOException {
        assertLeadsOut(snapshot("demo"));
    }

    @Test
    void blobs_that_are_themselves_a_link_out_of_the_entry_are_refused() throws IOException {
        Path snapshot = snapshot("models--acme--demo");
        Path entry = cache.resolve("models--acme--demo");
        Path elsewhere = Files.move(entry.resolve("blobs"), cache.resolve("elsewhere"));
        Files.createSymbolicLink(entry.resolve("blobs"), elsewhere);
        assertLeadsOut(snapshot);
    }
}
