package parallax.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;
import parallax.store.RoomInvariants;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EveryInvariantTest {
    @Inject
    @All
    List<RoomInvariants> rooms;

    @Test
    void what_is_checked_from_outside_is_what_the_application_checks() {
        Set<Class<?>> inside =
                rooms.stream().map(room -> ClientProxy.unwrap(room).getClass()).collect(Collectors.toSet());
        assertEquals(inside, EveryInvariant.ROOMS.stream().map(Object::getClass).collect(Collectors.toSet()));
    }
}
