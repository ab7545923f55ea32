package parallax.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import parallax.store.Edited;

/// What an owner rules for the whole installation; the usual rules while nobody has ruled anything.
@Entity
public class InstallationRules extends Edited {
    /// The least size of groups that an owner can ask for, and the greatest.
    static final int LEAST = 1;

    static final int MOST = 1000;

    private static final int THE_ONE = 1;

    @Id
    @JdbcTypeCode(SqlTypes.SMALLINT)
    @SuppressWarnings("UnusedVariable") // there is one row
    private int id;

    private int leastGroup;
    private boolean secondFactor;

    protected InstallationRules() {}

    private InstallationRules(int leastGroup) {
        this.id = THE_ONE;
        this.leastGroup = leastGroup;
    }

    /// The rules as they are now.
    public static InstallationRules inForce() {
        return stored().orElseGet(() -> new InstallationRules(LEAST));
    }

    static Optional<InstallationRules> stored() {
        return findByIdOptional(THE_ONE);
    }

    /// Fewer raters than this are shown of no study, whatever the study itself says; 1 where nothing is
    /// ruled.
    public int leastGroup() {
        return leastGroup;
    }

    /// Whether staff who sign in with a password must show more than that.
    public boolean needsSecondFactor() {
        return secondFactor;
    }

    void rule(Ruling ruling) {
        if (ruling.leastGroup() != null) {
            leastGroup = ruling.leastGroup();
        }
        if (ruling.secondFactor() != null) {
            secondFactor = ruling.secondFactor();
        }
    }
}
