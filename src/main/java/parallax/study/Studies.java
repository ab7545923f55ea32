package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.store.Sql;
import parallax.webhook.Outbox;
import parallax.webhook.WebhookEvent;

/// The life of a study: a draft, open to raters, paused, closed. Every change is on the audit trail.
@ApplicationScoped
public class Studies {
    private final Sql sql;
    private final EntityManager entities;
    private final Clock clock;
    private final AuditTrail trail;
    private final Outbox outbox;

    public Studies(Sql sql, EntityManager entities, Clock clock, AuditTrail trail, Outbox outbox) {
        this.sql = sql;
        this.entities = entities;
        this.clock = clock;
        this.trail = trail;
        this.outbox = outbox;
    }

    /// The id of the study that somebody names by its code or its id; empty if there is none.
    public OptionalLong find(String codeOrId) {
        boolean isId = codeOrId.matches("[0-9]{1,18}");
        return sql.first(
                        row -> OptionalLong.of(row.getLong(1)),
                        "select id from study where code = :code or id = :id order by (code = :code) desc limit 1",
                        bind("code", codeOrId),
                        bind("id", isId ? Long.parseLong(codeOrId) : -1))
                .orElse(OptionalLong.empty());
    }

    /// Holds a study's row until the transaction ends, so that its state stays what it is and nobody
    /// else adds items meanwhile.
    ///
    /// @return its state; empty if there is no such study
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Study.State> hold(long studyId) {
        return sql.first(
                row -> Study.State.of(row.getString(1)),
                "select state from study where id = :study for update",
                bind("study", studyId));
    }

    /// Holds a draft, so that it is not published meanwhile.
    ///
    /// @return whether it is a draft
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean holdDraft(long studyId) {
        return hold(studyId).equals(Optional.of(Study.State.DRAFT));
    }

    /// Opens a draft to raters.
    ///
    /// @param seen the version of the study on the page that asked for it; null if no page did
    /// @throws IllegalStateException if it is not a draft
    @Transactional
    public void publish(long studyId, @Nullable Integer seen, Actor by) {
        Study study = held(studyId);
        study.requireUnchanged(seen);
        study.publish(clock.instant());
        trail.record(entry(studyId, AuditAction.STUDY_PUBLISHED, by));
        outbox.tell(WebhookEvent.STUDY_OPENED, studyId, studyId, Map.of());
    }

    /// Pauses a published study, opens it again or closes it.
    ///
    /// @param to the word of the state
    /// @param seen the version of the study on the page that asked for it
    /// @return whether the study could change so
    @Transactional
    public boolean change(long studyId, String to, @Nullable Integer seen, Actor by) {
        Study study = held(studyId);
        study.requireUnchanged(seen);
        Optional<Study.State> wanted = Study.State.named(to);
        boolean changed = wanted.isPresent() && study.become(wanted.get());
        if (changed) {
            trail.record(entry(studyId, action(wanted.get()), by));
            outbox.tell(event(wanted.get()), studyId, studyId, Map.of());
        }
        return changed;
    }

    /// Deletes a draft with all that belongs to it alone.
    ///
    /// @param seen the version of the study on the page that asked for it
    /// @return whether the study was a draft
    @Transactional
    public boolean deleteDraft(long studyId, @Nullable Integer seen, Actor by) {
        Study study = held(studyId);
        study.requireUnchanged(seen);
        if (!study.isDraft()) {
            return false;
        }
        study.delete();
        trail.record(entry(studyId, AuditAction.STUDY_DELETED, by));
        return true;
    }

    /// Deletes a study as it was imported, whose judgments are gone already.
    ///
    /// @return whether it was imported, and no rater of its own was let in
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean deleteImported(long studyId, @Nullable Integer seen, Actor by) {
        Study study = held(studyId);
        study.requireUnchanged(seen);
        if (!study.isAsImported()) {
            return false;
        }
        study.delete();
        trail.record(entry(studyId, AuditAction.STUDY_IMPORT_DELETED, by));
        return true;
    }

    Study held(long studyId) {
        hold(studyId);
        Study study = Study.findById(studyId);
        entities.refresh(study);
        return study;
    }

    private static AuditAction action(Study.State state) {
        return switch (state) {
            case OPEN -> AuditAction.STUDY_REOPENED;
            case PAUSED -> AuditAction.STUDY_PAUSED;
            case CLOSED -> AuditAction.STUDY_CLOSED;
            case DRAFT -> throw new IllegalArgumentException("no study becomes a draft again");
        };
    }

    private static WebhookEvent event(Study.State state) {
        return switch (state) {
            case OPEN -> WebhookEvent.STUDY_OPENED;
            case PAUSED -> WebhookEvent.STUDY_PAUSED;
            case CLOSED -> WebhookEvent.STUDY_CLOSED;
            case DRAFT -> throw new IllegalArgumentException("no study becomes a draft again");
        };
    }

    private static AuditEntry entry(long studyId, AuditAction action, Actor by) {
        return AuditEntry.of(by, action).inStudy(studyId).about(studyId);
    }
}
