package parallax.report.document;

import java.time.Instant;
import java.util.List;

/// What a report says of itself and of the files that belong to it. It is signed.
///
/// @param format the form and version of the report
/// @param study its code
/// @param code version of Parallax that wrote it
/// @param files this report in both its forms, without manifest and signature, and the release's own files
public record ReportManifest(
        String format, String study, int release, Instant releasedAt, String code, List<File> files) {
    static final String PAGE = "report.html";
    static final String DATA = "report.json";

    public ReportManifest {
        files = List.copyOf(files);
    }

    public record File(String path, long bytes, String sha256) {}
}
