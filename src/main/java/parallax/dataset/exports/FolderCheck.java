package parallax.dataset.exports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whether a dataset's folder is as it was handed out: every file that the manifest lists is there as it was, no
/// other is, and the manifest is signed.
///
/// @param faults in sentences; none if it is
/// @param key what the manifest was signed with, in the form of [#fingerprint]; empty where the signature is wrong
/// @param files how many were checked
public record FolderCheck(List<String> faults, String key, int files) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @throws IOException naming what cannot be read
    public static FolderCheck of(Path folder) throws IOException {
        Path manifest = folder.resolve(FolderManifest.NAME);
        if (!Files.isRegularFile(manifest)) {
            return new FolderCheck(
                    List.of("There is no " + FolderManifest.NAME + " in " + folder
                            + ": that is not a dataset of Parallax."),
                    "",
                    0);
        }
        byte[] text = Files.readAllBytes(manifest);
        List<String> faults = new ArrayList<>();
        String key = signer(folder, text, faults);
        int files = files(folder, text, faults);
        return new FolderCheck(List.copyOf(faults), key, files);
    }

    private static int files(Path folder, byte[] text, List<String> faults) throws IOException {
        JsonNode listed = read(text, FolderManifest.NAME, faults).path("files");
        if (!listed.isArray()) {
            return 0;
        }
        Map<String, FolderManifest.File> here = new TreeMap<>();
        DatasetFolder.files(folder).forEach(file -> here.put(file.path(), file));
        here.remove(FolderManifest.NAME);
        here.remove(FolderManifest.SIGNATURE);
        for (JsonNode file : listed) {
            String path = file.path("path").asText();
            FolderManifest.File found = here.remove(path);
            if (found == null) {
                faults.add(path + " is missing.");
            } else if (!found.sha256().equals(file.path("sha256").asText())) {
                faults.add(path + " is not as it was: its SHA-256 is " + found.sha256() + ", and the manifest says "
                        + file.path("sha256").asText() + ".");
            }
        }
        here.keySet().forEach(path -> faults.add(path + " is not in the manifest."));
        return listed.size();
    }

    private static String signer(Path folder, byte[] manifest, List<String> faults) throws IOException {
        Path file = folder.resolve(FolderManifest.SIGNATURE);
        if (!Files.isRegularFile(file)) {
            faults.add("There is no " + FolderManifest.SIGNATURE + ": the manifest is not signed.");
            return "";
        }
        JsonNode signed = read(Files.readAllBytes(file), FolderManifest.SIGNATURE, faults);
        return ManifestSignature.read(signed)
                .signer(manifest, new ManifestSignature.Names(FolderManifest.NAME, FolderManifest.SIGNATURE), faults);
    }

    private static JsonNode read(byte[] text, String name, List<String> faults) throws IOException {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            faults.add(name + " is not JSON.");
            return JSON.createObjectNode();
        }
    }

    /// By what people compare keys: `ed25519:` and the SHA-256 of the public half.
    public static String fingerprint(byte[] publicKey) {
        return ManifestSignature.fingerprint(publicKey);
    }
}
