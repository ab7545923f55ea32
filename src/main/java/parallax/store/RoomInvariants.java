package parallax.store;

import java.util.List;

/// What must hold of the tables of a room and of those before it in the flow.
public interface RoomInvariants {
    List<Invariant> all();
}
