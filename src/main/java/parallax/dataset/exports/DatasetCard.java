package parallax.dataset.exports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import parallax.study.Study;

/// What a dataset says to whoever opens its folder, as `README.md`: a data statement of what the study knows. On
/// what it does not know it says so.
///
/// @see <a href="https://doi.org/10.1162/tacl_a_00041">Bender, Friedman 2018, Data statements for natural language
///     processing</a>
final class DatasetCard {
    /// An identifier of a licence, as the Hugging Face hub and SPDX write it.
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]*");

    private final Study study;
    private final FolderManifest manifest;
    private final List<String> axes;
    private final DatasetFolder out;

    DatasetCard(Study study, FolderManifest manifest, List<String> axes, DatasetFolder out) {
        this.study = study;
        this.manifest = manifest;
        this.axes = axes;
        this.out = out;
    }

    void write(DatasetForm form) throws IOException {
        List<String> lines = new ArrayList<>();
        if (form == DatasetForm.HUGGING_FACE) {
            lines.addAll(hub());
        }
        lines.add("# " + oneLine(study.title()));
        lines.add("");
        lines.add("Judgments of chatbot replies, in the form `" + form.code() + "`: " + form.words() + ".");
        if (study.synthetic()) {
            lines.add("");
            lines.add("**Raters of this study are simulated: no person judged anything here.**");
        }
        section(lines, "Why these data were collected", study.introduction().purpose());
        section(lines, "What readers should be warned of", study.introduction().contentWarning());
        lines.addAll(List.of("", "## Who judged", ""));
        lines.add(
                axes.isEmpty()
                        ? "Nothing is recorded of the raters."
                        : "Raters described themselves on: " + String.join(", ", axes)
                                + ". Groups are the study's own.");
        lines.addAll(List.of("", "## How they judged", ""));
        lines.add(
                study.isAsImported()
                        ? "The judgments were imported from a file; how they were collected is not recorded."
                        : "Each rater answered the questions in `rubric.json` about one conversation at a time, without seeing what"
                                + " others answered. `consent.json` holds what they were told and agreed to.");
        lines.addAll(List.of("", "## Where the replies come from", ""));
        lines.add("`provenance.jsonl` says of each item what wrote its reply, as far as it was recorded.");
        lines.addAll(left());
        lines.addAll(List.of("", "## Files", ""));
        out.rows().keySet().stream()
                .sorted()
                .forEach(name -> lines.add("- `" + name + "`: " + out.rows().get(name) + " rows"));
        lines.add(
                "- `manifest.json`: every file with its SHA-256, and how the data were made; `manifest.sig.json` signs it");
        section(
                lines,
                "Licence",
                manifest.contents().terms().licence() == null
                        ? "None is stated."
                        : manifest.contents().terms().licence());
        String contact = manifest.study().contact();
        section(lines, "Contact", contact == null ? "None is recorded." : contact);
        section(lines, "Language", "Not recorded by the study.");
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write("README.md", to -> to.write(text));
    }

    private List<String> left() {
        FolderManifest.Left left = manifest.contents().left();
        List<String> lines = new ArrayList<>(List.of("", "## What is not here", ""));
        lines.add("- Raters who took their data back before: " + left.withdrawn());
        if (left.exclusion() != null) {
            lines.add("- Raters left out by the rule " + oneLine(left.exclusion()) + ": " + left.excluded());
        }
        if (left.leastGroup() != null) {
            lines.add("- Groups of fewer than " + left.leastGroup()
                    + " raters, and others by which they could be deduced: see `left` in `manifest.json`");
        }
        manifest.contents().notes().forEach(note -> lines.add("- " + oneLine(note)));
        return lines;
    }

    private static void section(List<String> lines, String title, String text) {
        if (!text.isBlank()) {
            lines.addAll(List.of("", "## " + title, "", text.strip()));
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /// What the Hugging Face hub reads: which files belong to which table.
    private List<String> hub() {
        List<String> lines = new ArrayList<>(List.of("---", "pretty_name: " + quoted(oneLine(study.title()))));
        String licence = manifest.contents().terms().licence();
        if (licence != null && IDENTIFIER.matcher(licence).matches()) {
            lines.add("license: " + licence.toLowerCase(java.util.Locale.ROOT));
        } else if (licence != null) {
            lines.addAll(List.of("license: other", "license_name: " + quoted(oneLine(licence))));
        }
        lines.add("configs:");
        out.columns().keySet().forEach(file -> {
            String table = file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
            lines.add("- config_name: " + table);
            lines.add("  data_files: " + file);
            if (table.equals("answers")) {
                lines.add("  default: true");
            }
        });
        lines.addAll(List.of("---", ""));
        return lines;
    }

    /// As YAML takes any text.
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
