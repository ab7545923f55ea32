package parallax.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// axe-core in a page, loaded once and run as often as the page's screen changes. The builder beside it loads it
/// twice for every run, the second time in a page of its own, for frames of other origins, which no page here has.
final class Axe {
    private static final String SOURCE = read();
    private static final String LOADED = "typeof axe === 'object'";
    private static final String FAULTS = "axe.run(document, { resultTypes: ['violations'] }).then(result =>"
            + " result.violations.flatMap(rule => rule.nodes.map(node => rule.id + ' ' + node.target + ' ' + rule.help)))";

    private Axe() {}

    /// Everything that any of its rules finds: the rule, the place and what is wrong.
    static List<String> faults(Page page) {
        assertEquals(1, page.frames().size(), "frames of a page are not looked into");
        if (!Boolean.TRUE.equals(page.evaluate(LOADED))) {
            page.evaluate(SOURCE);
        }
        return ((List<?>) page.evaluate(FAULTS)).stream().map(String::valueOf).toList();
    }

    private static String read() {
        try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
