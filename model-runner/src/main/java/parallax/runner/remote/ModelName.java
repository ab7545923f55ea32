package parallax.runner.remote;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model on a hub: `owner/name`, with `@revision` or else the hub's main branch.
public record ModelName(String owner, String name, String revision) {
    private static final Pattern FORM = Pattern.compile(
            "([A-Za-z0-9][A-Za-z0-9_.-]{0,95})/([A-Za-z0-9][A-Za-z0-9_.-]{0,95})(?:@([A-Za-z0-9][A-Za-z0-9_./-]{0,95}))?");

    /// @throws IllegalArgumentException if the text is not such a name
    public static ModelName parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()
                || text.contains("..")
                || form.group(1).contains("--")
                || form.group(2).contains("--")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a model name; write owner/name or owner/name@revision");
        }
        return new ModelName(form.group(1), form.group(2), form.group(3) == null ? "main" : form.group(3));
    }

    /// A folder name for this model and revision only: no owner or name contains `--`, no revision `+`.
    public String folderName() {
        return owner + "--" + name + "@" + revision.replace('/', '+');
    }

    @Override
    public String toString() {
        return owner + "/" + name + "@" + revision;
    }
}
