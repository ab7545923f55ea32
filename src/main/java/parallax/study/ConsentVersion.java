package parallax.study;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parallax.store.Edited;

/// A statement that raters of a study agree to. What somebody agreed to stays as it was: a later
/// statement is a version of its own.
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
    private int number;

    private String statement;

    @Convert(converter = ConsentInformation.Stored.class)
    private ConsentInformation information;

    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected ConsentVersion() {}

    private ConsentVersion(
            long studyId, int number, String statement, ConsentInformation information, Instant createdAt) {
        if (statement.isBlank()) {
            throw new IllegalArgumentException("A statement of consent says something.");
        }
        this.studyId = studyId;
        this.number = number;
        this.statement = statement;
        this.information = information;
        this.createdAt = createdAt;
    }

    /// @throws IllegalArgumentException if the statement says nothing
    static ConsentVersion first(long studyId, String statement, ConsentInformation information, Instant now) {
        return new ConsentVersion(studyId, 1, statement, information, now);
    }

    /// @return this one, if it says the same
    ConsentVersion revised(String newStatement, ConsentInformation newInformation, Instant now) {
        boolean same = statement.equals(newStatement) && information.equals(newInformation);
        return same ? this : new ConsentVersion(studyId, number + 1, newStatement, newInformation, now);
    }

    /// What raters of a study agree to now; empty for a study without raters of its own.
    public static Optional<ConsentVersion> newest(long studyId) {
        return find("studyId = ?1 order by number desc", studyId).firstResultOptional();
    }

    /// Every statement that raters of a study agreed to or could have, the newest first.
    public static List<ConsentVersion> all(long studyId) {
        return list("studyId = ?1 order by number desc", studyId);
    }

    public int number() {
        return number;
    }

    public String statement() {
        return statement;
    }

    public ConsentInformation information() {
        return information;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
