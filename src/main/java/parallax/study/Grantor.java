package parallax.study;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Account;
import parallax.identity.Actor;
import parallax.identity.Role;

/// Who gives and takes rights to a study, and what they may do themselves. Nobody gives a right that
/// they do not have, takes one from somebody who has more, or touches the rights of whoever began the
/// study; an owner of the installation may do all of it, and everybody may leave.
///
/// @param accountId null: the installation itself
public record Grantor(Actor actor, @Nullable Long accountId, Reach reach) {
    private static final String NO_EXPORT =
            "You cannot give the right to read individual judgments: you do not have it.";
    private static final String HAS_MORE =
            "They may read individual judgments and you may not, so their rights are not yours to change.";
    private static final String OFFERED_MORE =
            "They were offered the right to read individual judgments and you lack it, so the invitation is not yours to change.";
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

    /// Whoever invited somebody, with the rights that they have now; nobody if they may no longer share
    /// the study.
    ///
    /// @param accountId null: the installation itself
    static Optional<Grantor> now(Study study, @Nullable Long accountId) {
        if (accountId == null) {
            return Optional.of(system());
        }
        Account account = Account.findById(accountId);
        if (!account.isOpen()) {
            return Optional.empty();
        }
        Actor actor = Actor.account(accountId);
        if (account.role() == Role.OWNER) {
            return Optional.of(new Grantor(actor, accountId, Reach.EVERYTHING));
        }
        return StudyMember.find(study.id(), accountId)
                .map(member -> member.rights(account.role()))
                .filter(StudyAccess.Rights::mayDesign)
                .map(rights -> new Grantor(actor, accountId, rights.mayExport() ? Reach.EXPORT : Reach.DESIGN));
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

    /// Why somebody who is no member, and perhaps has no account, may not be offered these rights;
    /// empty where they may.
    ///
    /// @param offered whether somebody offered them the right to read individual judgments already
    Optional<String> refusalToInvite(boolean mayExport, boolean offered) {
        if (mayExport && reach == Reach.DESIGN) {
            return Optional.of(NO_EXPORT);
        }
        return refusalToTakeBack(offered);
    }

    /// Why an invitation may not be taken back; empty where it may.
    Optional<String> refusalToTakeBack(boolean offered) {
        return offered && reach == Reach.DESIGN ? Optional.of(OFFERED_MORE) : Optional.empty();
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
