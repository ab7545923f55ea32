package parallax.identity;

import static parallax.store.Sql.bind;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parallax.store.Sql;

/// Seals the audit trail behind its writers: nobody who writes an entry waits for anybody.
///
/// An entry has its number before it is there for others to see, so a range is closed only when
/// every transaction has ended that could still add to it. The trail's end is noted at one look, the
/// transactions of then at the next, and what was noted is sealed once all of those are over.
@ApplicationScoped
public class AuditSeals {
    /// Entries in one seal at most, so that the first one of an old trail does not take all of it at
    /// once.
    private static final long MOST = 50_000;

    private static final String BEFORE_ALL = "00".repeat(32);

    private final Sql sql;
    private final Clock clock;
    private @Nullable Noted noted;

    public AuditSeals(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param last the trail's end
    /// @param until the first transaction that began after that; 0 until the next look
    private record Noted(long last, long until) {}

    /// The newest seal.
    ///
    /// @param last the entry that it ends with
    /// @param hash in hexadecimal digits
    public record Seal(long last, String hash) {
        private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

        /// @param text as [#text] gave it
        public static Optional<Seal> of(String text) {
            Matcher parts = WRITTEN.matcher(text.strip());
            return parts.matches()
                    ? Optional.of(new Seal(Long.parseLong(parts.group(1)), parts.group(2)))
                    : Optional.empty();
        }

        /// As it is kept elsewhere: `ENTRY:HASH`.
        public String text() {
            return last + ":" + hash;
        }
    }

    @Scheduled(every = "20s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Noted before = noted;
        if (before == null) {
            noted = new Noted(sql.number("select coalesce(max(id), 0) from audit_entry"), 0);
        } else if (before.until() == 0) {
            noted = new Noted(
                    before.last(), sql.number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint"));
        } else if (sql.number("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint") >= before.until()) {
            while (seal(before.last())) {
                // the rest of an old trail
            }
            noted = null;
        }
    }

    /// @param upTo the last entry of a closed range
    /// @return whether some of it is left
    @Transactional
    boolean seal(long upTo) {
        if (!sql.one(row -> row.getBoolean(1), "select pg_try_advisory_xact_lock(hashtextextended('audit_seal', 0))")) {
            return false;
        }
        Seal before = newest().orElse(new Seal(0, BEFORE_ALL));
        if (upTo <= before.last()) {
            return false;
        }
        long last = Math.min(upTo, before.last() + MOST);
        sql.update(
                """
                insert into audit_seal (first_id, last_id, entries, hash, sealed_at)
                select :first, :last, (select count(*) from audit_entry where id between :first and :last),
                       audit_hash(:first, :last, decode(:before, 'hex')), :now""",
                bind("first", before.last() + 1),
                bind("last", last),
                bind("before", before.hash()),
                bind("now", clock.instant()));
        return last < upTo;
    }

    /// Whether the trail has a seal, as somebody else noted it, and every seal up to it follows from
    /// the entries.
    public boolean holds(Seal noted) {
        long there = sql.number(
                "select count(*) from audit_seal where last_id = :last and hash = decode(:hash, 'hex')",
                bind("last", noted.last()),
                bind("hash", noted.hash()));
        long wrong = sql.number("""
                select count(*) from (
                    select s.*, coalesce(lag(hash) over (order by id), decode(repeat('00', 32), 'hex')) as before,
                           coalesce(lag(last_id) over (order by id), 0) as ended
                    from audit_seal s) s
                where s.last_id <= :last
                  and (s.first_id <> s.ended + 1 or s.hash <> audit_hash(s.first_id, s.last_id, s.before))
                """, bind("last", noted.last()));
        return there == 1 && wrong == 0;
    }

    public Optional<Seal> newest() {
        return sql.first(
                row -> new Seal(row.getLong("last_id"), row.getString("hash")),
                "select last_id, encode(hash, 'hex') as hash from audit_seal order by id desc limit 1");
    }
}
