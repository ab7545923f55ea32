package parallax.study;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import parallax.store.Edited;

/// A statement that raters of a study agree to. What somebody agreed to stays as it was: a later statement is
/// a version of its own.
@Entity
@AttributeOverride(name = "version", column = @Column(name = "changes"))
public class ConsentVersion extends Edited {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @SuppressWarnings("UnusedVariable") // participations name it
    private long id;

    @SuppressWarnings("UnusedVariable") // read in queries
    private long studyId;

    /// Which of the study's statements it is, from 1.
    @Column(name = "version")
    @SuppressWarnings("UnusedVariable") // the newest is found by it
    private int number;

    private String statement;

    @SuppressWarnings("UnusedVariable") // for whoever reads the database itself
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected ConsentVersion() {}

    private ConsentVersion(long studyId, int number, String statement, Instant createdAt) {
        this.studyId = studyId;
        this.number = number;
        this.statement = statement;
        this.createdAt = createdAt;
    }

    /// @throws IllegalArgumentException if it says nothing
    static ConsentVersion first(long studyId, String statement, Instant now) {
        if (statement.isBlank()) {
            throw new IllegalArgumentException("A statement of consent says something.");
        }
        return new ConsentVersion(studyId, 1, statement, now);
    }

    /// What raters of a study agree to now; empty for a study without raters of its own.
    public static Optional<ConsentVersion> newest(long studyId) {
        return find("studyId = ?1 order by number desc", studyId).firstResultOptional();
    }

    public String statement() {
        return statement;
    }
}
