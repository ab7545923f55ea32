package parallax.identity;

import jakarta.ws.rs.core.Response;
import java.time.Duration;

/// How people and programs are told to come again later.
final class Waiting {
    static final Duration BUSY = Duration.ofSeconds(5);
    static final String BUSY_WORDS = "Too many people are signing in at this moment. Try again in a few seconds.";

    private Waiting() {}

    static String words(Duration delay) {
        long minutes = delay.plusSeconds(59).toMinutes();
        String time = minutes <= 1 ? "a minute" : minutes < 60 ? minutes + " minutes" : "a few hours";
        return "Too many tries. Wait " + time
                + ", then try again. Whoever cannot wait uses a passkey, makes a link for this"
                + " browser where they are signed in (Your account, Where you are signed in), or asks an owner for a new link.";
    }

    static Response answer(int status, Duration delay, Object page) {
        return Response.status(status)
                .header("Retry-After", Math.max(1, delay.plusMillis(999).toSeconds()))
                .entity(page)
                .build();
    }
}
