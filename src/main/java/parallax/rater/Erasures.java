package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Token;
import parallax.store.Sql;

/// Of whom something was erased for good: of raters by hashes that say nothing without the key that lies
/// outside the database, of studies by hashes of their codes. What is noted here is copied to the
/// [list][ErasureList].
@ApplicationScoped
public class Erasures {
    static final String RATER = "rater";

    private final Sql sql;
    private final Clock clock;
    private final PanelIds ids;
    private final Event<Noted> noted;

    public Erasures(Sql sql, Clock clock, PanelIds ids, Event<Noted> noted) {
        this.sql = sql;
        this.clock = clock;
        this.ids = ids;
        this.noted = noted;
    }

    /// Something that was erased.
    ///
    /// @param kind [#RATER], or the word of a kind that studies keep for a while
    /// @param hash in hexadecimal digits
    /// @param before all of a study that was kept since then or earlier; null for a rater
    public record Noted(
            Instant at, String kind, String hash, @Nullable Instant before) {
        String line() {
            return at + " " + kind + " " + hash + (before == null ? "" : " " + before);
        }

        /// Nothing if the line was not written to its end.
        static Optional<Noted> of(String line) {
            String[] parts = line.split(" ", -1);
            boolean whole = parts.length == (parts.length > 1 && parts[1].equals(RATER) ? 3 : 4)
                    && parts[2].matches("[0-9a-f]{64}");
            return whole
                    ? Optional.of(new Noted(
                            Instant.parse(parts[0]),
                            parts[1],
                            parts[2],
                            parts.length == 4 ? Instant.parse(parts[3]) : null))
                    : Optional.empty();
        }
    }

    /// Somebody of whom nothing is left, by the random name that they had.
    public void ofRater(String studyCode, String pseudonym) {
        note(RATER, raterHash(studyCode, pseudonym), null);
    }

    void ofStudy(long study, Retention.Kind kind, Instant before) {
        String code =
                sql.one(row -> row.getString(1), "select code from study where id = :study", bind("study", study));
        note(kind.word(), studyHash(code), before);
    }

    /// What stands for somebody, in hexadecimal digits.
    public String raterHash(String studyCode, String pseudonym) {
        return HexFormat.of().formatHex(ids.erasureHash(studyCode + " " + pseudonym));
    }

    /// Nobody can guess a study's code.
    public static String studyHash(String code) {
        return HexFormat.of().formatHex(Token.sha256(("study " + code).getBytes(StandardCharsets.UTF_8)));
    }

    /// Everything that was noted, the oldest first.
    List<Noted> all() {
        return sql.list(
                row -> new Noted(
                        Objects.requireNonNull(Sql.instant(row, "erased_at")),
                        row.getString("kind"),
                        row.getString("hash"),
                        Sql.instant(row, "before")),
                "select kind, encode(hash, 'hex') as hash, before, erased_at from erasure order by id");
    }

    private void note(String kind, String hash, @Nullable Instant before) {
        var entry = new Noted(clock.instant(), kind, hash, before);
        sql.update(
                "insert into erasure (kind, hash, before, erased_at) values (:kind, decode(:hash, 'hex'), :before, :now)",
                bind("kind", kind),
                bind("hash", hash),
                bind("before", before),
                bind("now", entry.at()));
        noted.fire(entry);
    }
}
