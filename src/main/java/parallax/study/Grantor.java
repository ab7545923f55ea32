package parallax.study;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;

/// Who gives and takes rights to a study, and what they may do themselves. Nobody gives a right that they do not have,
/// takes one from somebody who has more, or touches the rights of whoever began the study; an owner of the installation
/// may do all of it, and everybody may leave.
///
/// @param accountId null: the installation itself
public record Grantor(Actor actor, @Nullable Long accountId, Reach reach) {
    private static final String NO_EXPORT =
            "You cannot give the right to read individual judgments: you do not have it.";
    private static final String HAS_MORE =
            "They may read individual judgments and you may not, so their rights are not yours to change.";
    private static final String BEGINNER =
            "Whoever began the study keeps their rights; an owner of this installation can change them.";

    /// How far their own rights reach.
    public enum Reach {
        /// changes the study, and reads no individual judgment of it
        DESIGN,
        /// reads individual judgments too
        EXPORT,
        /// an owner of the installation
        EVERYTHING
    }

    /// The installation itself, as it makes a demo.
    public static Grantor system() {
        return new Grantor(Actor.system(), null, Reach.EVERYTHING);
    }

    /// Why somebody may not be given these rights; empty where they may.
    ///
    /// @param member what they have so far
    Optional<String> refusalToGive(Study study, long accountId, Optional<StudyMember> member, boolean mayExport) {
        if (reach == Reach.EVERYTHING) {
            return Optional.empty();
        }
        if (mayExport && reach != Reach.EXPORT) {
            return Optional.of(NO_EXPORT);
        }
        return refusalToTouch(study, accountId, member);
    }

    /// Why somebody's rights may not be taken away; empty where they may.
    Optional<String> refusalToTake(Study study, long accountId, Optional<StudyMember> member) {
        return reach == Reach.EVERYTHING || isSelf(accountId)
                ? Optional.empty()
                : refusalToTouch(study, accountId, member);
    }

    private Optional<String> refusalToTouch(Study study, long account, Optional<StudyMember> member) {
        if (study.isBegunBy(account) && member.isPresent()) {
            return Optional.of(BEGINNER);
        }
        boolean hasMore = reach != Reach.EXPORT
                && !isSelf(account)
                && member.map(StudyMember::mayExport).orElse(false);
        return hasMore ? Optional.of(HAS_MORE) : Optional.empty();
    }

    private boolean isSelf(long account) {
        return accountId != null && accountId == account;
    }
}
