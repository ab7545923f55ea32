package parallax.report.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import parallax.dataset.exports.ManifestSignature;

/// Puts manifest and signature into a report, and takes them out again. What is taken out must give the same file
/// when it is put in again, so that nothing can hide between the two.
final class ReportSeal {
    static final String BEGIN = "<!-- manifest -->";
    static final String END = "<!-- end of manifest -->";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MANIFEST = "<pre id=\"manifest-text\">";
    private static final String SIGNATURE = "<pre id=\"manifest-signature\">";
    private static final String PRE = "</pre>";

    private ReportSeal() {}

    /// A report without its manifest, and what was in it.
    ///
    /// @param path of the report's form in the manifest
    /// @param content what the manifest's checksum is over
    record Opened(String path, String content, String manifest, ManifestSignature signature) {}

    /// @param page with an empty place between [#BEGIN] and [#END]
    static String page(String page, String manifest, ManifestSignature signature) {
        int at = page.indexOf(BEGIN + END) + BEGIN.length();
        return page.substring(0, at) + section(manifest, signature) + page.substring(at);
    }

    /// @param report as JSON on one line
    static String data(String report, String manifest, ManifestSignature signature) {
        return "{\n\"report\": " + report + ",\n\"manifest\": " + json(manifest) + ",\n\"signature\": "
                + json(signature) + "\n}\n";
    }

    /// @return nothing where it is no report as it was handed out
    static Optional<Opened> opened(String file) {
        return file.startsWith("{\n\"report\": ") ? openedData(file) : openedPage(file);
    }

    private static Optional<Opened> openedPage(String file) {
        int from = file.indexOf(BEGIN) + BEGIN.length();
        int to = file.indexOf(END);
        boolean once = file.indexOf(BEGIN) >= 0
                && from <= to
                && file.lastIndexOf(BEGIN) + BEGIN.length() == from
                && file.lastIndexOf(END) == to;
        if (!once) {
            return Optional.empty();
        }
        String section = file.substring(from, to);
        String content = file.substring(0, from) + file.substring(to);
        return signature(between(section, SIGNATURE))
                .map(signature -> new Opened(ReportManifest.PAGE, content, between(section, MANIFEST), signature))
                .filter(opened -> section(opened.manifest(), opened.signature()).equals(section));
    }

    private static Optional<Opened> openedData(String file) {
        String[] lines = file.split("\n", -1);
        if (lines.length != 6) {
            return Optional.empty();
        }
        String report = value(lines[1], "\"report\": ");
        try {
            String manifest = JSON.readTree(value(lines[2], "\"manifest\": ")).asText();
            return signature(value(lines[3] + ",", "\"signature\": "))
                    .map(signature -> new Opened(ReportManifest.DATA, report, manifest, signature))
                    .filter(opened -> data(report, manifest, opened.signature()).equals(file));
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private static String value(String line, String key) {
        return line.startsWith(key) && line.endsWith(",") ? line.substring(key.length(), line.length() - 1) : "";
    }

    private static Optional<ManifestSignature> signature(String text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, ManifestSignature.class));
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private static String section(String manifest, ManifestSignature signature) {
        return "\n<section aria-labelledby=\"manifest\">\n<h2 id=\"manifest\">Manifest and signature</h2>\n"
                + "<p>This report is signed with the key of the installation that wrote it."
                + " <code>parallax verify-report FILE</code> says whether it is as it was handed out. The checksum of"
                + " <code>report.html</code> is that of this file without this section, the one of"
                + " <code>report.json</code> that of its first value.</p>\n"
                + MANIFEST + escaped(manifest) + PRE + "\n" + SIGNATURE + escaped(json(signature)) + PRE
                + "\n</section>\n";
    }

    private static String between(String section, String begin) {
        int from = section.indexOf(begin);
        int to = section.indexOf(PRE, Math.max(0, from));
        return from < 0 || to < 0 ? "" : plain(section.substring(from + begin.length(), to));
    }

    /// As text stands in a page.
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String plain(String text) {
        return text.replace("&quot;", "\"")
                .replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a signature can always be written as JSON", impossible);
        }
    }
}
