package parallax.rater;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Somebody from a panel who has not agreed to take part yet. Nothing of them is stored: their browser holds it,
/// sealed, until they do.
///
/// @param panel that sent them
/// @param id the panel's name for them
/// @param visit the panel's name for this visit, or empty
record Arrival(String panel, String id, String visit, Identity identity) {

    enum Identity {
        /// The address says so, and anybody can write an address.
        CLAIMED,
        /// The panel signed it.
        SIGNED
    }

    Participations.Origin origin() {
        return Participations.Origin.panel(panel, id, visit.isEmpty() ? null : visit);
    }

    boolean isSigned() {
        return identity == Identity.SIGNED;
    }

    /// Its parts in one line, from which [#of] reads it.
    String line() {
        return String.join("\n", List.of(identity.name(), panel, visit.replace('\n', ' '), id));
    }

    static Optional<Arrival> of(String line) {
        String[] parts = line.split("\n", 4);
        boolean whole = parts.length == 4
                && Arrays.stream(Identity.values()).anyMatch(i -> i.name().equals(parts[0]));
        return whole
                ? Optional.of(new Arrival(parts[1], parts[3], parts[2], Identity.valueOf(parts[0])))
                : Optional.empty();
    }
}
