package parallax.study;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.OptimisticLockException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parallax.identity.Role;
import parallax.store.Edited;

/// An account that works with a study. Reading individual judgments is a right of its own.
@Entity
@IdClass(StudyMember.Key.class)
public class StudyMember extends Edited {
    /// In the place of a version: that an account is not a member.
    public static final int NONE = -1;

    @Id
    @SuppressWarnings("UnusedVariable") // read in queries
    private long studyId;

    @Id
    @SuppressWarnings("UnusedVariable") // read in queries
    private long accountId;

    @Convert(converter = Role.Stored.class)
    private Role role;

    private boolean mayExport;

    /// Which study, and whose account.
    public record Key(long studyId, long accountId) {}

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected StudyMember() {}

    private StudyMember(long studyId, long accountId, Role role, boolean mayExport) {
        this.studyId = studyId;
        this.accountId = accountId;
        this.role = role;
        this.mayExport = mayExport;
    }

    /// Whoever began a study may do everything with it.
    static StudyMember beginner(long studyId, long accountId) {
        boolean mayExport = true;
        return new StudyMember(studyId, accountId, Role.RESEARCHER, mayExport);
    }

    /// @param role [Role#RESEARCHER], who may change the study, or [Role#ANALYST], who may not
    static StudyMember of(long studyId, long accountId, Role role, boolean mayExport) {
        return new StudyMember(studyId, accountId, role, mayExport);
    }

    /// @param seen the version on the page on which somebody decided, [#NONE] if they were not a member; null for a
    ///     program, which saw no page
    /// @throws OptimisticLockException if that changed since
    static void requireUnchanged(Optional<StudyMember> member, @Nullable Integer seen) {
        if (member.isPresent()) {
            member.get().requireUnchanged(seen);
        } else if (seen != null && seen != NONE) {
            throw new OptimisticLockException("the member was taken away");
        }
    }

    static Optional<StudyMember> find(long studyId, long accountId) {
        return findByIdOptional(new Key(studyId, accountId));
    }

    /// The studies whose single judgments an account may read.
    static Set<Long> exportedBy(long accountId) {
        return StudyMember.<StudyMember>list("accountId = ?1 and mayExport", accountId).stream()
                .map(member -> member.studyId)
                .collect(Collectors.toSet());
    }

    boolean mayExport() {
        return mayExport;
    }

    void change(Role to, boolean export) {
        role = to;
        mayExport = export;
    }

    /// @param holder what the account may do on this installation: an analyst changes no study
    StudyAccess.Rights rights(Role holder) {
        return new StudyAccess.Rights(role == Role.RESEARCHER && holder == Role.RESEARCHER, mayExport);
    }
}
