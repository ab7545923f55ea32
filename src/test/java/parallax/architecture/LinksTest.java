package parallax.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// No link is made of what a request says about the address it was sent to.
class LinksTest {
    private static final Pattern REQUESTS_WORD = Pattern.compile(
            "getBaseUri|getAbsolutePath|getRequestUri\\b|absoluteURI|\\.host\\(\\)|getHeader\\(\"Host\"");
    /// Where a request's host is compared, and where the address of who asks is read.
    private static final List<String> COMPARE =
            List.of("src/main/java/parallax/web/PublicAddress.java", "src/main/java/parallax/identity/SignInTry.java");

    @Test
    void links_begin_with_the_public_address() {
        List<String> found = Repository.files(".java").stream()
                .filter(file -> Repository.name(file).startsWith("src/main/"))
                .filter(file -> Repository.lines(file).stream().anyMatch(REQUESTS_WORD.asPredicate()))
                .map(Repository::name)
                .sorted()
                .toList();
        assertEquals(COMPARE.reversed(), found);
    }
}
