package parallax.chattemplate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How a rendering ended, on a thread with half of a thread's usual stack.
///
/// @param failure what it threw; null if it rendered
/// @param seconds processor time spent in reading and rendering
record Ending(@Nullable Throwable failure, double seconds) {
    private static final long STACK_BYTES = 512 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// Renders a short conversation, or fails the test if that takes far too long.
    static Ending of(String template) {
        AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
        Thread thread = new Thread(null, () -> ending.set(rendering(template)), "rendering", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            assertTrue(thread.join(PATIENCE), "still rendering after " + PATIENCE + ": " + shortened(template));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Objects.requireNonNull(ending.get());
    }

    private static Ending rendering(String template) {
        Throwable failure = null;
        try {
            ChatTemplate.read(template, Map.of())
                    .render(List.of(new ChatMessage("user", "x"), new ChatMessage("assistant", "y")));
        } catch (Throwable thrown) {
            failure = thrown;
        }
        return new Ending(failure, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9);
    }

    static String shortened(String template) {
        return template.length() <= 600 ? template : template.substring(0, 600) + "…";
    }
}
