package parallax.report.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parallax.dataset.exports.ManifestSignature;

/// Whether a report, and files of its release beside it, are as they were handed out.
///
/// @param faults in sentences; none if they are
/// @param key what the manifest was signed with; empty where the signature is wrong
/// @param about which release of which study it says it is of, in words
record ReportCheck(List<String> faults, String key, String about) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ManifestSignature.Names NAMES =
            new ManifestSignature.Names("the manifest", "The manifest's signature");

    ReportCheck {
        faults = List.copyOf(faults);
    }

    /// @param beside files of the release, each named as the manifest names it, perhaps with more before it
    /// @throws IOException naming what cannot be read
    static ReportCheck of(Path file, List<Path> beside) throws IOException {
        var faults = new ArrayList<String>();
        Optional<ReportSeal.Opened> found = ReportSeal.opened(text(file));
        if (found.isEmpty()) {
            return new ReportCheck(
                    List.of(file + " is no report of Parallax, or was changed where its manifest stands."), "", "");
        }
        ReportSeal.Opened report = found.get();
        byte[] manifest = report.manifest().getBytes(StandardCharsets.UTF_8);
        String key = report.signature().signer(manifest, NAMES, faults);
        JsonNode listed = read(report.manifest(), faults);
        compare(report.path(), report.content().getBytes(StandardCharsets.UTF_8), listed, faults);
        for (Path other : beside) {
            String name = String.valueOf(other.getFileName());
            for (JsonNode entry : listed.path("files")) {
                String path = entry.path("path").asText();
                if (name.endsWith(path)) {
                    compare(path, Files.readAllBytes(other), listed, faults);
                    name = "";
                }
            }
            if (!name.isEmpty()) {
                faults.add(other + " is no file that the manifest lists.");
            }
        }
        return new ReportCheck(
                faults,
                key,
                "release " + listed.path("release").asText() + " of study "
                        + listed.path("study").asText());
    }

    private static void compare(String path, byte[] content, JsonNode manifest, List<String> faults) {
        String here = ManifestSignature.sha256(content);
        for (JsonNode file : manifest.path("files")) {
            if (file.path("path").asText().equals(path)) {
                String listed = file.path("sha256").asText();
                if (!here.equals(listed)) {
                    faults.add(path + " is not as it was: its SHA-256 is " + here + ", and the manifest says " + listed
                            + ".");
                }
                return;
            }
        }
        faults.add("The manifest does not list " + path + ".");
    }

    private static JsonNode read(String manifest, List<String> faults) {
        try {
            return JSON.readTree(manifest);
        } catch (JsonProcessingException broken) {
            faults.add("The manifest is not JSON.");
            return JSON.createObjectNode();
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException notText) {
            return "";
        }
    }
}
