package parallax.web;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The addresses at which files are taken, from whoever is signed in or names a key. A body is small
/// everywhere else.
@ApplicationScoped
public class TakenFiles {
    /// The most bytes of a file, as people are told; the server's own limit is the same.
    public static final long MOST_FILE_BYTES = 32L << 20;

    private static final long MOST_BYTES = 2L << 20;

    private static final Pattern OF_PAGES =
            Pattern.compile("/studies/(\\d{1,18}/(design/uploads|plan|rubric/file)|new/plan)");
    private static final Pattern OF_PROGRAMS =
            Pattern.compile("/api/v1/studies(/\\d{1,18}/(items|plan)|/plan-checks)?");
    /// What a program may call a file; which form it has is told from its bytes.
    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/x-ndjson",
            "application/jsonl",
            "application/yaml",
            "text/csv",
            "text/tab-separated-values",
            "application/octet-stream",
            "application/gzip",
            "application/vnd.apache.parquet",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /// Where Quarkus keeps how much of a body without a length may be read.
    private static final String MOST_READ = "io.quarkus.max-request-size";

    private static final int AFTER_AUTHENTICATION_AND_LIMIT = -1;

    void register(@Observes Router router) {
        router.route().order(AFTER_AUTHENTICATION_AND_LIMIT).handler(TakenFiles::look);
    }

    private static void look(RoutingContext context) {
        boolean isFile = areTakenAt(context.request());
        if (isFile && isNobody(context) && length(context.request()) > MOST_BYTES) {
            RefusalAnswer.send(
                    context, new RequestGuard.Refusal(401, "Sign in first", "Nothing was taken of what was sent."));
            return;
        }
        if (!isFile || isNobody(context)) {
            context.put(MOST_READ, MOST_BYTES);
        }
        context.next();
    }

    private static boolean isNobody(RoutingContext context) {
        return !(context.user() instanceof QuarkusHttpUser user)
                || user.getSecurityIdentity().isAnonymous();
    }

    static boolean areTakenAt(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        return OF_PAGES.matcher(path).matches() || OF_PROGRAMS.matcher(path).matches();
    }

    /// Whether a body has the type of a file, which a form of a page comes around.
    static boolean isOfTakenType(HttpServerRequest request, @Nullable String type) {
        boolean ofPage = OF_PAGES.matcher(String.valueOf(request.path())).matches();
        try {
            MediaType given = MediaType.valueOf(String.valueOf(type));
            String name = (given.getType() + "/" + given.getSubtype()).toLowerCase(Locale.ROOT);
            return ofPage
                    ? name.equals(MediaType.MULTIPART_FORM_DATA)
                            && !given.getParameters()
                                    .getOrDefault("boundary", "")
                                    .isBlank()
                    : TYPES.contains(name);
        } catch (RuntimeException notAType) {
            return false;
        }
    }

    static boolean isTooLarge(HttpServerRequest request) {
        return length(request) > (areTakenAt(request) ? MOST_FILE_BYTES : MOST_BYTES);
    }

    static RequestGuard.Refusal tooLarge(HttpServerRequest request) {
        return new RequestGuard.Refusal(
                413,
                "That is too large",
                areTakenAt(request)
                        ? "A file may have " + (MOST_FILE_BYTES >> 20) + " MB. Pack it (zip, gzip) or divide it, or"
                                + " use ./parallax items add on the machine that Parallax runs on."
                        : "A request may have " + (MOST_BYTES >> 20) + " MB.");
    }

    /// 0 where none is said.
    private static long length(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
    }
}
