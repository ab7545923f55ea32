package parallax.dataset.exports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parallax.study.Study;

/// A dataset's tables in the vocabulary Croissant 1.1 with that for responsible AI, as far as the study knows what
/// they ask; nothing is made up.
///
/// @see <a href="https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html">Croissant 1.1</a>
/// @see <a href="https://docs.mlcommons.org/croissant/docs/croissant-rai-spec.html">Croissant RAI 1.0</a>
final class Croissant {
    private final Study study;
    private final FolderManifest manifest;
    private final List<String> axes;
    private final DatasetFolder out;

    Croissant(Study study, FolderManifest manifest, List<String> axes, DatasetFolder out) {
        this.study = study;
        this.manifest = manifest;
        this.axes = axes;
        this.out = out;
    }

    Map<String, Object> metadata() throws IOException {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("@context", context());
        data.put("@type", "sc:Dataset");
        data.put("conformsTo", List.of("http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"));
        data.put("name", study.title());
        if (!study.introduction().purpose().isBlank()) {
            data.put("description", study.introduction().purpose());
        }
        if (manifest.contents().terms().licence() != null) {
            data.put("license", manifest.contents().terms().licence());
        }
        data.put("dateCreated", manifest.madeAt().toString());
        about(data);
        List<Object> files = new ArrayList<>();
        List<Object> tables = new ArrayList<>();
        for (FolderManifest.File file : out.files()) {
            List<DatasetFolder.Column> columns = out.columns().get(file.path());
            if (columns != null) {
                files.add(file(file));
                tables.add(table(file.path(), columns));
            }
        }
        data.put("distribution", files);
        data.put("recordSet", tables);
        return data;
    }

    /// Only what the study says itself, or what Parallax saw.
    private void about(Map<String, Object> data) {
        if (!study.isAsImported()) {
            data.put(
                    "rai:dataCollection",
                    study.synthetic()
                            ? "Judgments are simulated: no person took part."
                            : "Raters judged chatbot replies in a browser, one conversation at a time.");
            data.put(
                    "rai:dataAnnotationPlatform",
                    "Parallax " + manifest.versions().code());
        }
        data.put(
                "rai:dataAnnotationProtocol",
                "rubric.json holds the questions, version "
                        + manifest.versions().rubric() + ".");
        Long items = out.rows().entrySet().stream()
                .filter(rows -> rows.getKey().contains("items."))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(0L);
        Long judgments = out.rows().entrySet().stream()
                .filter(rows -> rows.getKey().contains("judgments."))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(0L);
        if (items > 0) {
            data.put("rai:annotationsPerItem", "%.2f on average".formatted((double) judgments / items));
        }
        if (!axes.isEmpty()) {
            data.put("rai:annotatorDemographics", axes);
            data.put(
                    "rai:personalSensitiveInformation",
                    "Raters' groups on " + String.join(", ", axes) + ", under random names.");
        }
        FolderManifest.Left left = manifest.contents().left();
        data.put(
                "rai:dataManipulationProtocol",
                "Raters who took their data back are left out (" + left.withdrawn() + ")"
                        + (left.exclusion() == null ? "." : ", and those of the rule " + left.exclusion() + "."));
        if (!manifest.contents().notes().isEmpty()) {
            data.put("rai:dataLimitations", manifest.contents().notes());
        }
    }

    private static Map<String, Object> file(FolderManifest.File file) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("@type", "cr:FileObject");
        described.put("@id", file.path());
        described.put("name", file.path());
        described.put("contentUrl", file.path());
        described.put("contentSize", file.bytes() + " B");
        described.put("encodingFormat", file.path().endsWith(".csv") ? "text/csv" : "application/vnd.apache.parquet");
        described.put("sha256", file.sha256());
        return described;
    }

    private static Map<String, Object> table(String path, List<DatasetFolder.Column> columns) {
        String name = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
        List<Object> fields = new ArrayList<>();
        for (DatasetFolder.Column column : columns) {
            boolean nested = column.type().endsWith("[]");
            if (nested && !path.endsWith(".csv")) {
                continue; // a list of objects is no value of one type
            }
            fields.add(Map.of(
                    "@type",
                    "cr:Field",
                    "@id",
                    name + "/" + column.name(),
                    "name",
                    column.name(),
                    "dataType",
                    nested ? "sc:Text" : type(column.type()),
                    "source",
                    Map.of("fileObject", Map.of("@id", path), "extract", Map.of("column", column.name()))));
        }
        return Map.of("@type", "cr:RecordSet", "@id", name, "name", name, "field", fields);
    }

    private static String type(String type) {
        return switch (type) {
            case "BIGINT", "INTEGER" -> "sc:Integer";
            case "DOUBLE" -> "sc:Float";
            case "BOOLEAN" -> "sc:Boolean";
            default -> type.startsWith("TIMESTAMP") ? "sc:DateTime" : "sc:Text";
        };
    }

    /// As the specification gives it.
    private static Map<String, Object> context() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("@language", "en");
        context.put("@vocab", "https://schema.org/");
        for (String term : List.of(
                "citeAs",
                "column",
                "extract",
                "field",
                "fileProperty",
                "fileObject",
                "fileSet",
                "format",
                "includes",
                "isLiveDataset",
                "jsonPath",
                "key",
                "md5",
                "parentField",
                "path",
                "recordSet",
                "references",
                "regex",
                "repeated",
                "replace",
                "samplingRate",
                "separator",
                "source",
                "subField",
                "transform")) {
            context.put(term, "cr:" + term);
        }
        context.put("conformsTo", "dct:conformsTo");
        context.put("cr", "http://mlcommons.org/croissant/");
        context.put("data", Map.of("@id", "cr:data", "@type", "@json"));
        context.put("dataType", Map.of("@id", "cr:dataType", "@type", "@vocab"));
        context.put("dct", "http://purl.org/dc/terms/");
        context.put("examples", Map.of("@id", "cr:examples", "@type", "@json"));
        context.put("rai", "http://mlcommons.org/croissant/RAI/");
        context.put("sc", "https://schema.org/");
        return context;
    }
}
