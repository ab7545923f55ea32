package parallax.design;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.assignment.Seats;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.study.Strata;
import parallax.study.Studies;
import parallax.study.Study;

/// What can still be changed of a study that raters have come to: more raters, more judgments, strata that
/// take no more, and whether it is open. Every change is on the audit trail.
@ApplicationScoped
public class RunningStudy {
    public static final int MOST_RATERS = 1_000_000;
    public static final int MOST_JUDGMENTS = 10_000;

    private final Studies studies;
    private final Strata strata;
    private final Seats seats;
    private final Clock clock;
    private final AuditTrail trail;

    public RunningStudy(Studies studies, Strata strata, Seats seats, Clock clock, AuditTrail trail) {
        this.studies = studies;
        this.strata = strata;
        this.seats = seats;
        this.clock = clock;
        this.trail = trail;
    }

    /// What a stratum is to want from now on.
    ///
    /// @param replication judgments per item
    public record Wanted(long stratum, int target, int replication) {}

    /// What of a stratum is to change; null is what stays.
    ///
    /// @param replication judgments per item
    public record StratumChange(
            @Nullable Integer target,
            @Nullable Integer replication,
            @Nullable Boolean closed) {
        private Wanted over(Strata.Standing now) {
            return new Wanted(
                    now.id(),
                    Objects.requireNonNullElse(target, now.target()),
                    Objects.requireNonNullElse(replication, now.replication()));
        }
    }

    public List<Strata.Standing> strata(Study study) {
        return strata.ofStudy(study.id());
    }

    /// @throws NotFoundException if the study has no such stratum
    public Strata.Standing stratum(Study study, long id) {
        return strata.ofStudy(study.id()).stream()
                .filter(s -> s.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("no such stratum"));
    }

    /// Why a stratum cannot want that; empty where it can.
    public Optional<String> refusal(Study study, Wanted wanted) {
        Strata.Standing now = stratum(study, wanted.stratum());
        if (!canChange(study)) {
            return Optional.of("More can be asked for once the study is published; a draft is changed by its plan.");
        }
        if (wanted.target() < now.target() || wanted.target() > MOST_RATERS) {
            return Optional.of("Raters in “" + now.label() + "”: " + now.target() + " or more, at most " + MOST_RATERS
                    + ", as raters were promised a place.");
        }
        if (wanted.replication() < now.replication() || wanted.replication() > MOST_JUDGMENTS) {
            return Optional.of("Judgments per item in “" + now.label() + "”: " + now.replication()
                    + " or more, at most " + MOST_JUDGMENTS + ", as judgments may be under way.");
        }
        return Optional.empty();
    }

    public static boolean canChange(Study study) {
        return !study.isDraft() && !study.isAsImported();
    }

    /// Asks for more, in all these strata; what stays as it is leaves no trace.
    ///
    /// @throws IllegalStateException if one of them cannot
    @Transactional
    public void raise(Study study, List<Wanted> all, Actor by) {
        studies.hold(study.id());
        for (Wanted wanted : all) {
            refusal(study, wanted).ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            Strata.Standing before = stratum(study, wanted.stratum());
            if (before.target() != wanted.target() || before.replication() != wanted.replication()) {
                strata.raise(wanted.stratum(), wanted.target(), wanted.replication());
                seats.raise(wanted.stratum());
                trail.record(entry(AuditAction.STRATUM_RAISED, study, wanted.stratum(), by)
                        .with("raters", before.target() + " → " + wanted.target())
                        .with("judgments per item", before.replication() + " → " + wanted.replication()));
            }
        }
    }

    /// Changes a stratum of a published study in all that is asked, or not at all.
    ///
    /// @throws NotFoundException if the study has no such stratum
    /// @throws IllegalStateException saying why it cannot
    @Transactional
    public void change(Study study, long stratum, StratumChange asked, Actor by) {
        raise(study, List.of(asked.over(stratum(study, stratum))), by);
        if (asked.closed() != null) {
            if (asked.closed()) {
                close(study, stratum, by);
            } else {
                reopen(study, stratum, by);
            }
        }
    }

    /// @throws IllegalStateException if the study is a draft
    @Transactional
    public void close(Study study, long stratum, Actor by) {
        if (!stratumToChange(study, stratum).closed()) {
            strata.close(stratum, clock.instant());
            trail.record(entry(AuditAction.STRATUM_CLOSED, study, stratum, by));
        }
    }

    /// @throws IllegalStateException if the study is a draft
    @Transactional
    public void reopen(Study study, long stratum, Actor by) {
        if (stratumToChange(study, stratum).closed()) {
            strata.reopen(stratum);
            trail.record(entry(AuditAction.STRATUM_REOPENED, study, stratum, by));
        }
    }

    private Strata.Standing stratumToChange(Study study, long stratum) {
        if (!canChange(study)) {
            throw new IllegalStateException("Strata are closed and opened once the study is published.");
        }
        return stratum(study, stratum);
    }

    /// Pauses a published study, closes it, opens it again.
    ///
    /// @param to the word of the state
    /// @param seen the version of the study on the page that asked for it; null if no page did
    /// @return whether the study could change so
    @Transactional
    public boolean become(Study study, String to, @Nullable Integer seen, Actor by) {
        studies.hold(study.id());
        return studies.change(study.id(), to, seen, by);
    }

    private static AuditEntry entry(AuditAction action, Study study, long stratum, Actor by) {
        return AuditEntry.of(by, action).inStudy(study.id()).about(stratum);
    }
}
