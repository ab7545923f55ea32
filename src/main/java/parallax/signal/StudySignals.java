package parallax.signal;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import parallax.rater.Participation;
import parallax.store.Sql;
import parallax.study.Signal;
import parallax.study.WatchedSignals;

/// Works out what a study's signals say of its raters, from what is stored now. A signal reads what the rater
/// did, and never what others answered. Of a rater who judged an item on several occasions, the first counts.
@ApplicationScoped
public class StudySignals {
    private final Sql sql;
    private final WatchedSignals watched;

    public StudySignals(Sql sql, WatchedSignals watched) {
        this.sql = sql;
        this.watched = watched;
    }

    /// Of every rater who judged something, in the order in which they came.
    public List<RaterSignals> of(long studyId) {
        return of(studyId, Long.MAX_VALUE);
    }

    /// @param upTo the newest judgment that is looked at, by id
    public List<RaterSignals> of(long studyId, long upTo) {
        return of(studyId, upTo, null);
    }

    /// Of one rater; empty if they judged nothing.
    public List<RaterSignals> ofRater(Participation rater) {
        return of(rater.studyId(), Long.MAX_VALUE, rater.id());
    }

    /// @param only the one rater who is looked at; null for all
    private List<RaterSignals> of(long studyId, long upTo, @Nullable Long only) {
        Map<Signal, Double> limits = watched.of(studyId);
        if (limits.isEmpty()) {
            return List.of();
        }
        Map<Long, Work> work = work(studyId, upTo, only);
        Map<Signal, Map<Long, Double>> counts = counts(studyId, limits);
        counts.putAll(written(studyId, upTo, limits));
        var found = new ArrayList<RaterSignals>();
        sql.list(
                row -> found.add(signals(row.getLong("id"), row.getString("pseudonym"), limits, work, counts)),
                """
                select id, pseudonym from participation
                where study_id = :study and state <> 'withdrawn' and (:only::bigint is null or id = :only::bigint)
                order by id""",
                bind("study", studyId),
                bind("only", only));
        found.removeIf(rater -> rater.judged() == 0);
        return found;
    }

    private static RaterSignals signals(
            long participation,
            String pseudonym,
            Map<Signal, Double> limits,
            Map<Long, Work> work,
            Map<Signal, Map<Long, Double>> counts) {
        Work own = work.getOrDefault(participation, new Work());
        var values = new ArrayList<RaterSignals.Value>();
        limits.forEach((signal, limit) -> {
            Double value = switch (signal) {
                case SPEED -> orNull(own.shareOfFast());
                case STRAIGHT_LINING -> (double) own.longestRun();
                case ATTENTION, DUPLICATE_DEVICE, PANEL_FLAG ->
                    counts.getOrDefault(signal, Map.of()).getOrDefault(participation, 0.0);
                case PASTE, LOST_FOCUS -> counts.getOrDefault(signal, Map.of()).get(participation);
            };
            values.add(RaterSignals.Value.of(signal, value, limit));
        });
        return new RaterSignals(participation, pseudonym, own.items(), values);
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private Map<Long, Work> work(long studyId, long upTo, @Nullable Long only) {
        Map<Long, Work> work = new HashMap<>();
        sql.list(
                row -> {
                    Long ms = row.getObject("active_ms", Long.class);
                    work.computeIfAbsent(row.getLong("participation_id"), id -> new Work())
                            .add(row.getInt("characters"), ms == null ? -1 : ms, row.getBytes("content_hash"));
                    return true;
                },
                """
                with text as (
                    select t.item_id, sum(length(t.content)) as characters
                    from turn t join item i on i.id = t.item_id where i.study_id = :study group by t.item_id
                )
                select j.participation_id, j.active_ms, j.content_hash, coalesce(x.characters, 0) as characters
                from judgment j left join text x on x.item_id = j.item_id left join assignment a on a.id = j.assignment_id
                where j.study_id = :study and j.current and j.occasion = 1 and j.participation_id is not null and j.id <= :upTo
                  and (:only::bigint is null or j.participation_id = :only::bigint)
                order by j.participation_id, a.position, j.submitted_at, j.id""",
                bind("study", studyId),
                bind("upTo", upTo),
                bind("only", only));
        return work;
    }

    /// Signals that count something, by participation; without those of whom there is nothing.
    private Map<Signal, Map<Long, Double>> counts(long studyId, Map<Signal, Double> limits) {
        Map<Signal, Map<Long, Double>> counts = new HashMap<>();
        if (limits.containsKey(Signal.ATTENTION)) {
            counts.put(Signal.ATTENTION, counted(studyId, """
                    select x.participation_id, count(*) filter (where not x.passed) as n
                    from attention_answer x join participation p on p.id = x.participation_id
                    where p.study_id = :study and x.current group by x.participation_id"""));
        }
        if (limits.containsKey(Signal.DUPLICATE_DEVICE)) {
            counts.put(Signal.DUPLICATE_DEVICE, counted(studyId, """
                    select participation_id, count(*) over (partition by mark) - 1 as n from device_mark where study_id = :study"""));
        }
        if (limits.containsKey(Signal.PANEL_FLAG)) {
            counts.put(Signal.PANEL_FLAG, counted(studyId, """
                    select f.participation_id, 1 as n from panel_flag f join participation p on p.id = f.participation_id
                    where p.study_id = :study"""));
        }
        return counts;
    }

    /// Of every revision of what was answered in words, so that what was changed afterwards hides nothing.
    private Map<Signal, Map<Long, Double>> written(long studyId, long upTo, Map<Signal, Double> limits) {
        Map<Signal, Map<Long, Double>> written = new HashMap<>();
        if (!limits.containsKey(Signal.PASTE) && !limits.containsKey(Signal.LOST_FOCUS)) {
            return written;
        }
        Map<Long, Double> pasted = new HashMap<>();
        Map<Long, Double> left = new HashMap<>();
        sql.list(
                row -> {
                    long rater = row.getLong("participation_id");
                    put(pasted, rater, row.getObject("pasted", Long.class));
                    put(left, rater, row.getObject("leaves", Long.class));
                    return true;
                },
                """
                select j.participation_id, sum(h.leaves) as leaves,
                    case when count(h.pastes) > 0 then
                        count(distinct (j.assignment_id, h.question_id)) filter (where h.pastes > 0) end as pasted
                from how_written h join judgment j on j.id = h.judgment_id
                where j.study_id = :study and j.occasion = 1 and j.participation_id is not null and j.id <= :upTo
                group by j.participation_id""",
                bind("study", studyId),
                bind("upTo", upTo));
        written.put(Signal.PASTE, pasted);
        written.put(Signal.LOST_FOCUS, left);
        return written;
    }

    private static void put(Map<Long, Double> counts, long rater, @Nullable Long count) {
        if (count != null) {
            counts.put(rater, count.doubleValue());
        }
    }

    private Map<Long, Double> counted(long studyId, String select) {
        Map<Long, Double> counts = new HashMap<>();
        sql.list(row -> counts.put(row.getLong(1), row.getDouble(2)), select, bind("study", studyId));
        return counts;
    }
}
