package parallax.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.analysis.StoredEstimate;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;
import parallax.web.SpreadsheetText;

/// A release as files: a row for each count that it shows or hides.
@ApplicationScoped
public class ReleaseFile {
    private static final List<String> COLUMNS = List.of(
            "release",
            "question",
            "axis",
            "group",
            "item",
            "option",
            "count",
            "raters",
            "share",
            "share_low",
            "share_high",
            "hidden");

    private final Releases releases;
    private final ObjectMapper json;

    public ReleaseFile(Releases releases, ObjectMapper json) {
        this.releases = releases;
        this.json = json;
    }

    /// A release for programs.
    ///
    /// @param questions all that it shows, the numbers of its raters first, under an empty code; none where it
    ///   was called back
    public record WholeRelease(ReleaseLine release, List<ReleasedQuestion> questions) {}

    public WholeRelease whole(Release release) {
        return new WholeRelease(
                ReleaseLine.of(release), release.isCalledBack() ? List.of() : releases.questions(release.id()));
    }

    public String json(Release release) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(whole(release));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a release cannot be written", e);
        }
    }

    private record Place(String question, String axis, String group, String option) {}

    public String csv(Release release) {
        Map<Place, Estimate> shares = new HashMap<>();
        for (StoredEstimate stored : releases.estimates(release.id())) {
            if (stored.finding().metric().equals("answerDistribution")
                    && stored.finding().place().unsure().equals("category")) {
                shares.put(
                        new Place(
                                stored.question(),
                                text(stored.finding().axis()),
                                text(stored.finding().group()),
                                text(stored.finding().level())),
                        stored.finding().estimate());
            }
        }
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(COLUMNS);
            List<ReleasedQuestion> questions = release.isCalledBack() ? List.of() : releases.questions(release.id());
            for (ReleasedQuestion question : questions) {
                for (ReleasedCell cell : ReleaseRows.cells(List.of(question))) {
                    rows(release, question, cell, shares).forEach(csv::writeRecord);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot refuse to be written", e);
        }
        return text.toString();
    }

    private static List<List<String>> rows(
            Release release, ReleasedQuestion question, ReleasedCell cell, Map<Place, Estimate> shares) {
        var rows = new ArrayList<List<String>>();
        List<String> options = question.isOfPeople() ? List.of("") : question.options();
        List<Long> counts = cell.counts();
        for (int option = 0; option < options.size(); option++) {
            Estimate share = cell.item().isEmpty()
                    ? shares.get(new Place(cell.question(), cell.axis(), cell.group(), options.get(option)))
                    : null;
            Interval interval = share == null ? null : share.interval();
            rows.add(List.of(
                    Integer.toString(release.number()),
                    SpreadsheetText.plain(cell.question()),
                    SpreadsheetText.plain(cell.axis()),
                    SpreadsheetText.plain(cell.group()),
                    SpreadsheetText.plain(cell.item()),
                    SpreadsheetText.plain(options.get(option)),
                    counts == null || question.isOfPeople()
                            ? ""
                            : counts.get(option).toString(),
                    text(cell.raters()),
                    text(share == null ? null : share.value()),
                    text(interval == null ? null : interval.low()),
                    text(interval == null ? null : interval.high()),
                    Boolean.toString(cell.hidden())));
        }
        return rows;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
