package parallax.identity;

import org.jspecify.annotations.Nullable;

/// Who did something that the audit trail holds.
public sealed interface Actor {
    /// The installation itself: a command, the demo, a person who is not signed in.
    record Installation() implements Actor {}

    /// Somebody with an account, on pages or by an API key.
    record OfAccount(long id) implements Actor {}

    /// A rater in a study.
    record OfParticipation(long id) implements Actor {}

    static Actor system() {
        return new Installation();
    }

    static Actor account(long id) {
        return new OfAccount(id);
    }

    static Actor participation(long id) {
        return new OfParticipation(id);
    }

    /// @param id of an account; null where the installation does something by itself
    static Actor accountOrSystem(@Nullable Long id) {
        return id == null ? system() : account(id);
    }

    /// The kind of actor, as it is stored.
    default String word() {
        return switch (this) {
            case Installation installation -> "system";
            case OfAccount account -> "account";
            case OfParticipation participation -> "participation";
        };
    }

    default @Nullable Long idOrNull() {
        return switch (this) {
            case Installation installation -> null;
            case OfAccount account -> account.id();
            case OfParticipation participation -> participation.id();
        };
    }
}
