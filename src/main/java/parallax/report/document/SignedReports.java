package parallax.report.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import parallax.dataset.exports.ManifestSignature;
import parallax.identity.SigningKey;
import parallax.release.Release;
import parallax.release.ReleaseFile;
import parallax.release.Releases;
import parallax.study.Study;

/// The report of a release as files that anybody can check: a page that stands by itself, and JSON. Both hold the same
/// manifest, signed with the installation's key.
@ApplicationScoped
public class SignedReports {
    private final Releases releases;
    private final ReportMaking making;
    private final ReportPages pages;
    private final ReleaseFile files;
    private final SigningKey key;
    private final ObjectMapper json;

    public SignedReports(
            Releases releases,
            ReportMaking making,
            ReportPages pages,
            ReleaseFile files,
            SigningKey key,
            ObjectMapper json) {
        this.releases = releases;
        this.making = making;
        this.pages = pages;
        this.files = files;
        this.key = key;
        this.json = json.copy()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.INDENT_OUTPUT);
    }

    /// @param release one that nobody called back
    public String page(Study study, Release release) {
        Made made = made(study, release);
        return ReportSeal.page(made.page(), made.manifest(), made.signature());
    }

    /// @param release one that nobody called back
    public String data(Study study, Release release) {
        Made made = made(study, release);
        return ReportSeal.data(made.data(), made.manifest(), made.signature());
    }

    /// What a report says, without manifest and signature.
    public ReleaseReport of(Study study, int number) {
        return making.of(study, standing(study.id(), number));
    }

    /// A release of a study that nobody called back.
    public Release standing(long studyId, int number) {
        return releases.find(studyId, number)
                .filter(release -> !release.isCalledBack())
                .orElseThrow(() -> new NotFoundException("no release " + number + " that stands"));
    }

    static Response download(Study study, int number, String form, String content) {
        return Response.ok(content)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + study.code() + "-report-" + number + "." + form + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private record Made(String page, String data, String manifest, ManifestSignature signature) {}

    private Made made(Study study, Release release) {
        ReleaseReport report = making.of(study, release);
        String page = pages.page(study, report);
        String data = text(report);
        String manifest = text(new ReportManifest(
                report.format(),
                study.code(),
                release.number(),
                release.made().at(),
                report.protocol().code(),
                List.of(
                        file(ReportManifest.PAGE, page),
                        file(ReportManifest.DATA, data),
                        file("release.csv", files.csv(release)),
                        file("release.json", files.json(release)))));
        return new Made(
                page, data, manifest, ManifestSignature.of(key.sign(manifest.getBytes(StandardCharsets.UTF_8))));
    }

    private static ReportManifest.File file(String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new ReportManifest.File(path, bytes.length, ManifestSignature.sha256(bytes));
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report can always be written as JSON", impossible);
        }
    }
}
