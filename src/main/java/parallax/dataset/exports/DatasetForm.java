package parallax.dataset.exports;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import parallax.dataset.Layout;

/// What a dataset that leaves as a folder is made of.
public enum DatasetForm {
    CSV("tables as CSV, each conversation once"),
    PARQUET("the same tables as Parquet, answers divided by question"),
    HUGGING_FACE("the same tables as a Hugging Face dataset, with its card"),
    SOFT_LABELS("how each group answered about each item and each model, in shares"),
    LEWIDI("the JSON of the shared task LeWiDi 2025, a file a question"),
    HARD_EXAMPLES("the items that raters disagree about, with conversation and counts"),
    PREFERENCES("pairs of replies to one conversation, the safer one chosen, by group"),
    LONG("one answer a row, with its items file, as imports read it"),
    DICES350("one judgment a row, in the columns of DICES-350"),
    DICES990("one judgment a row, in the columns of DICES-990");

    private final String words;

    DatasetForm(String words) {
        this.words = words;
    }

    /// The word for the command line, addresses and the database.
    public String code() {
        return this == HUGGING_FACE
                ? "huggingface"
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String words() {
        return words;
    }

    /// The layout that it is in, where it is one that imports know.
    public Optional<Layout> layout() {
        return Layout.of(code());
    }

    /// Whether it tells shares of groups, of which small ones are hidden.
    public boolean hasShares() {
        return this == SOFT_LABELS || this == HARD_EXAMPLES || this == PREFERENCES;
    }

    /// Whether it has a table of raters.
    public boolean hasRaters() {
        return this == CSV || this == PARQUET || this == HUGGING_FACE;
    }

    /// Whether it has CSV files, which a spreadsheet may open.
    public boolean hasCsv() {
        return this == CSV || this == SOFT_LABELS || layout().isPresent();
    }

    public static Optional<DatasetForm> of(String code) {
        return Arrays.stream(values()).filter(form -> form.code().equals(code)).findFirst();
    }

    public static String codes() {
        return Arrays.stream(values()).map(DatasetForm::code).collect(Collectors.joining(", "));
    }
}
