package parallax.analysis;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.signal.RaterSignals;
import parallax.signal.StudySignals;
import parallax.store.Sql;
import parallax.study.Signal;

/// A study's exclusions. What a rule says never changes; it can be retired and taken up again, and leaves
/// nobody out but in an analysis that asks for it by name.
@ApplicationScoped
public class Exclusions {
    private final Sql sql;
    private final Clock clock;
    private final StudySignals signals;
    private final AuditTrail trail;

    public Exclusions(Sql sql, Clock clock, StudySignals signals, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.signals = signals;
        this.trail = trail;
    }

    /// Those in use first, by name.
    public List<Exclusion> ofStudy(long studyId) {
        Map<Long, Map<Signal, Double>> conditions = new HashMap<>();
        sql.list(
                row -> conditions
                        .computeIfAbsent(row.getLong("exclusion_id"), id -> new EnumMap<>(Signal.class))
                        .put(Signal.of(row.getString("signal")).orElseThrow(), row.getDouble("at_least")),
                """
                select c.exclusion_id, c.signal, c.at_least from exclusion_condition c join exclusion e on e.id = c.exclusion_id
                where e.study_id = :study""",
                bind("study", studyId));
        return sql.list(
                row -> new Exclusion(
                        row.getString("name"),
                        row.getBoolean("needs_all"),
                        conditions.getOrDefault(row.getLong("id"), Map.of()),
                        row.getBoolean("retired")),
                """
                select id, name, needs_all, retired_at is not null as retired from exclusion
                where study_id = :study order by retired, name""",
                bind("study", studyId));
    }

    /// @param name as it was given
    public Optional<Exclusion> find(long studyId, String name) {
        return ofStudy(studyId).stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /// @param accountId who made it; null for the installation itself
    /// @return whether the name was free
    @Transactional
    public boolean create(long studyId, Exclusion exclusion, @Nullable Long accountId) {
        Optional<Long> id = sql.first(
                row -> row.getLong(1),
                """
                insert into exclusion (study_id, name, needs_all, created_by, created_at)
                values (:study, :name, :all, :account, :now) on conflict (study_id, name) do nothing returning id""",
                bind("study", studyId),
                bind("name", exclusion.name()),
                bind("all", exclusion.needsAll()),
                bind("account", accountId),
                bind("now", clock.instant()));
        id.ifPresent(rule -> {
            exclusion
                    .conditions()
                    .forEach((signal, least) -> sql.update(
                            "insert into exclusion_condition (exclusion_id, signal, at_least) values (:rule, :signal, :least)",
                            bind("rule", rule),
                            bind("signal", signal.word()),
                            bind("least", least)));
            record(AuditAction.EXCLUSION_CREATED, studyId, rule, exclusion, Actor.accountOrSystem(accountId));
        });
        return id.isPresent();
    }

    /// Retires a rule, so that no new analysis may ask for it, or takes it up again.
    ///
    /// @return whether there is such a rule
    @Transactional
    public boolean retire(long studyId, String name, boolean retired, Actor by) {
        Optional<Exclusion> known = find(studyId, name);
        known.filter(e -> e.retired() != retired).ifPresent(exclusion -> {
            long id = sql.number(
                    """
                    update exclusion set retired_at = case when :retired then :now::timestamptz end
                    where study_id = :study and name = :name returning id""",
                    bind("retired", retired),
                    bind("now", clock.instant()),
                    bind("study", studyId),
                    bind("name", name));
            AuditAction action = retired ? AuditAction.EXCLUSION_RETIRED : AuditAction.EXCLUSION_TAKEN_UP;
            record(action, studyId, id, exclusion, by);
        });
        return known.isPresent();
    }

    /// Whom a rule leaves out now: random names of raters who judged something.
    public Set<String> raters(long studyId, Exclusion exclusion) {
        return raters(studyId, exclusion, Long.MAX_VALUE);
    }

    /// @param exclusion null for none, which leaves nobody out
    /// @param upTo the newest judgment that is looked at, by id
    public Set<String> raters(long studyId, @Nullable Exclusion exclusion, long upTo) {
        if (exclusion == null) {
            return Set.of();
        }
        return signals.of(studyId, upTo).stream()
                .filter(exclusion::excludes)
                .map(RaterSignals::rater)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void record(AuditAction action, long studyId, long id, Exclusion exclusion, Actor by) {
        trail.record(AuditEntry.of(by, action)
                .inStudy(studyId)
                .about(id)
                .with("name", exclusion.name())
                .with("rule", exclusion.inWords()));
    }
}
