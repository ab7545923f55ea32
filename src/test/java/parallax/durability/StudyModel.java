package parallax.durability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import parallax.rater.Participation.State;

/// What a study should hold after each step, worked out the obvious way, in memory and one step at a time.
/// Times are whole minutes.
final class StudyModel {
    static final int LEASE = StudyFixture.LEASE_MINUTES;
    static final int REVISABLE = 30;

    final Map<Long, Rater> raters = new LinkedHashMap<>();
    private final Map<String, Stratum> strata = new TreeMap<>();
    private final int itemsPerRater;
    long now;

    StudyModel(Map<String, Integer> targets, Set<Long> items, int replication, int itemsPerRater) {
        targets.forEach((label, target) -> strata.put(label, new Stratum(target, items, replication)));
        this.itemsPerRater = itemsPerRater;
    }

    static final class Stratum {
        final Map<Long, Seat> seats = new TreeMap<>();
        final int target;
        int booked;
        boolean closed;

        Stratum(int target, Set<Long> items, int replication) {
            this.target = target;
            items.forEach(item -> seats.put(item, new Seat(replication)));
        }

        boolean book() {
            if (closed || booked >= target) {
                return false;
            }
            booked++;
            return true;
        }
    }

    static final class Seat {
        int capacity;
        int leased;
        int completed;

        Seat(int capacity) {
            this.capacity = capacity;
        }

        int taken() {
            return leased + completed;
        }
    }

    static final class Rater {
        final String stratum;
        State state = State.CONSENTED;
        int submitted;
        long admittedAt;
        final List<Held> given = new ArrayList<>();

        Rater(String stratum) {
            this.stratum = stratum;
        }
    }

    static final class Held {
        final long item;
        final UUID key;
        final int position;
        String state = "leased";
        long leaseUntil;
        long closedAt;
        long firstSubmittedAt;
        int revisions;
        boolean surplus;

        Held(long item, UUID key, int position, long leaseUntil) {
            this.item = item;
            this.key = key;
            this.position = position;
            this.leaseUntil = leaseUntil;
        }

        boolean isLeased() {
            return state.equals("leased");
        }
    }

    Rater rater(long id) {
        return Objects.requireNonNull(raters.get(id));
    }

    private Stratum stratum(String label) {
        return Objects.requireNonNull(strata.get(label));
    }

    State admit(long id, String shore) {
        Rater rater = new Rater(shore);
        raters.put(id, rater);
        rater.state = stratum(shore).book() ? State.ADMITTED : State.SCREENED_OUT;
        rater.admittedAt = now;
        return rater.state;
    }

    State readmit(long id) {
        Rater rater = rater(id);
        if (rater.state == State.LAPSED) {
            boolean done = rater.submitted >= itemsPerRater;
            boolean booked = stratum(rater.stratum).book();
            rater.state = !booked ? State.SCREENED_OUT : done ? State.COMPLETED : State.ADMITTED;
            rater.admittedAt = now;
        }
        return rater.state;
    }

    List<Held> live(long id) {
        return rater(id).given.stream()
                .filter(h -> h.isLeased() && h.leaseUntil > now)
                .sorted(Comparator.comparingInt(h -> h.position))
                .toList();
    }

    /// The items that a booking may give: those with the fewest seats taken among the ones unseen and free.
    Set<Long> bookable(long id, int alreadyHeld) {
        Rater rater = rater(id);
        if (rater.state != State.ADMITTED || rater.submitted + alreadyHeld >= itemsPerRater) {
            return Set.of();
        }
        Set<Long> seen = rater.given.stream().map(h -> h.item).collect(Collectors.toSet());
        Map<Long, Integer> free = stratum(rater.stratum).seats.entrySet().stream()
                .filter(s -> !seen.contains(s.getKey()) && s.getValue().taken() < s.getValue().capacity)
                .collect(Collectors.toMap(Map.Entry::getKey, s -> s.getValue().taken()));
        Optional<Integer> fewest = free.values().stream().min(Comparator.naturalOrder());
        return free.entrySet().stream()
                .filter(s -> s.getValue().equals(fewest.orElse(-1)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    void book(long id, long item, UUID key) {
        Rater rater = rater(id);
        seat(rater, item).leased++;
        rater.given.add(new Held(item, key, rater.given.size() + 1, now + LEASE));
    }

    /// @return the revision that it becomes, or 0 if it is refused
    int submit(long id, Held held) {
        Rater rater = rater(id);
        if (held.revisions > 0) {
            return held.firstSubmittedAt + REVISABLE > now ? ++held.revisions : 0;
        }
        Seat seat = seat(rater, held.item);
        int released = held.isLeased() ? 1 : 0;
        held.surplus = seat.taken() - released >= seat.capacity;
        if (!held.surplus) {
            seat.leased -= released;
            seat.completed++;
        }
        close(held, "submitted");
        held.firstSubmittedAt = now;
        rater.submitted++;
        if (rater.state == State.ADMITTED && rater.submitted >= itemsPerRater) {
            rater.state = State.COMPLETED;
        }
        return ++held.revisions;
    }

    boolean skip(long id, Held held) {
        if (!held.isLeased()) {
            return false;
        }
        seat(rater(id), held.item).leased--;
        close(held, "skipped");
        return true;
    }

    /// A lease that ended begins anew while a seat is free and the rater is asked for more.
    boolean extend(long id, Held held) {
        Rater rater = rater(id);
        Seat seat = seat(rater, held.item);
        boolean again = held.state.equals("expired")
                && rater.state == State.ADMITTED
                && rater.submitted + live(id).size() < itemsPerRater
                && seat.taken() < seat.capacity;
        if (again) {
            seat.leased++;
            held.state = "leased";
        }
        if (held.isLeased()) {
            held.leaseUntil = now + LEASE;
        }
        return held.isLeased();
    }

    /// What a rater who comes back gets again: the latest that can be held again.
    Optional<Held> again(long id) {
        Rater rater = rater(id);
        return rater.given.reversed().stream()
                .filter(h -> rater.state == State.ADMITTED && (h.isLeased() || h.state.equals("expired")))
                .filter(h -> extend(id, h))
                .findFirst();
    }

    void sweep() {
        for (Rater rater : raters.values()) {
            rater.given.stream()
                    .filter(h -> h.isLeased() && h.leaseUntil <= now)
                    .forEach(h -> {
                        seat(rater, h.item).leased--;
                        close(h, "expired");
                    });
        }
        for (Rater rater : raters.values()) {
            boolean idle = rater.given.stream().noneMatch(h -> h.isLeased() || h.closedAt + LEASE > now);
            if (rater.state == State.ADMITTED && rater.submitted == 0 && rater.admittedAt + LEASE < now && idle) {
                rater.state = State.LAPSED;
                stratum(rater.stratum).booked--;
            }
        }
    }

    void raiseReplication(String label) {
        stratum(label).seats.values().forEach(seat -> seat.capacity++);
    }

    void close(String label) {
        stratum(label).closed = true;
    }

    /// Everything, a line a row, as [StatefulTest] reads it from the database.
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        strata.forEach((label, s) -> {
            rows.add("stratum %s booked %d".formatted(label, s.booked));
            s.seats.forEach((item, seat) -> rows.add("seat %s %d: %d leased, %d completed of %d"
                    .formatted(label, item, seat.leased, seat.completed, seat.capacity)));
        });
        raters.forEach((id, r) -> {
            rows.add("rater %d %s submitted %d".formatted(id, r.state.word(), r.submitted));
            r.given.forEach(h -> rows.add("given %d %d: item %d %s, %d revisions%s"
                    .formatted(id, h.position, h.item, h.state, h.revisions, h.surplus ? ", surplus" : "")));
        });
        return rows.stream().sorted().toList();
    }

    private Seat seat(Rater rater, long item) {
        return Objects.requireNonNull(stratum(rater.stratum).seats.get(item));
    }

    private void close(Held held, String state) {
        held.state = state;
        held.closedAt = now;
    }
}
