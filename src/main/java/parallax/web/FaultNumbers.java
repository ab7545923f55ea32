package parallax.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The numbers under which faults stand in the log: one for each [Fault], so that whoever reports one that was left out
/// of the log names one that is there.
@ApplicationScoped
public class FaultNumbers {
    private static final int KINDS = 500;

    private final Map<Fault, String> numbers = new ConcurrentHashMap<>();

    String of(Throwable failure) {
        if (numbers.size() >= KINDS) {
            numbers.clear();
        }
        return numbers.computeIfAbsent(
                Fault.of(failure), fault -> UUID.randomUUID().toString().substring(0, 8));
    }
}
