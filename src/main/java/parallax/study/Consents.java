package parallax.study;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;

/// What raters of a study are told and agree to. What somebody agreed to stays as it was; whoever comes
/// later agrees to the newest version.
@ApplicationScoped
public class Consents {
    private final EntityManager entities;
    private final Studies studies;
    private final Clock clock;
    private final AuditTrail trail;

    public Consents(EntityManager entities, Studies studies, Clock clock, AuditTrail trail) {
        this.entities = entities;
        this.studies = studies;
        this.clock = clock;
        this.trail = trail;
    }

    /// What a researcher entered.
    ///
    /// @param helplines for whoever something stays with; told on every page, and part of no version
    public record Terms(String statement, ConsentInformation information, String helplines, Conditions conditions) {
        /// What every page of a study with this title tells.
        public Introduction introduction(String title) {
            return new Introduction(
                    title,
                    information.purpose(),
                    information.contents().warning(),
                    information.by().contact(),
                    helplines,
                    information.payment(),
                    information.minutes());
        }
    }

    /// @param seen the version of the study on the page on which it was decided; null if no page was
    @Transactional
    public void revise(long studyId, Terms terms, @Nullable Integer seen, Actor by) {
        studies.hold(studyId);
        Study study = Study.findById(studyId);
        entities.refresh(study);
        study.requireUnchanged(seen);
        study.tells(terms.introduction(study.title()));
        study.grants(terms.conditions());
        ConsentVersion before = ConsentVersion.newest(studyId).orElseThrow();
        ConsentVersion after = before.revised(terms.statement(), terms.information(), clock.instant());
        if (after != before) {
            after.persist();
        }
        trail.record(AuditEntry.of(by, AuditAction.TERMS_SET)
                .inStudy(studyId)
                .about(studyId)
                .with("consent version", Integer.toString(after.number())));
    }
}
