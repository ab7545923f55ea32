package parallax.durability;

import java.util.List;
import java.util.stream.Stream;
import parallax.assignment.AssignmentInvariants;
import parallax.identity.IdentityInvariants;
import parallax.judgment.JudgmentInvariants;
import parallax.rater.RaterInvariants;
import parallax.release.ReleaseInvariants;
import parallax.store.Invariant;
import parallax.store.RoomInvariants;
import parallax.study.StudyInvariants;
import parallax.withdrawal.WithdrawalInvariants;

/// What the application checks in `verify-store`, for programs that look at its database from outside.
final class EveryInvariant {
    static final List<RoomInvariants> ROOMS = List.of(
            new IdentityInvariants(),
            new StudyInvariants(),
            new RaterInvariants(),
            new AssignmentInvariants(),
            new JudgmentInvariants(),
            new ReleaseInvariants(),
            new WithdrawalInvariants());

    static final List<Invariant> LIST = Stream.of(ROOMS)
            .flatMap(List::stream)
            .flatMap(room -> room.all().stream())
            .toList();

    private EveryInvariant() {}
}
