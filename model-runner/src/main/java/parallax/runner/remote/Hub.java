package parallax.runner.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A hub that speaks Hugging Face's routes: `/api/models/…/tree/…` lists a model's files, `/…/resolve/…`
/// gives them.
///
/// @param base the hub's address
/// @param token sent as bearer token to the hub itself only, or null
/// @param policy hosts that may be contacted, those that files are redirected to included
/// @param silence how long the hub may send nothing before a request is given up
public record Hub(URI base, @Nullable String token, HostPolicy policy, Duration silence, HttpClient client) {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_LISTING = 16 << 20;
    private static final int MAX_PAGES = 1000;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,<]*\\brel=\"?next\\b");

    public Hub {
        token = BearerKey.usable(token);
    }

    public static Hub at(URI base, @Nullable String token, HostPolicy policy) {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        Hub hub = new Hub(base, token, policy, Duration.ofMinutes(2), client);
        policy.check(base, hub.token != null);
        return hub;
    }

    /// The same hub, given up after that long without a byte.
    Hub withSilence(Duration limit) {
        return new Hub(base, token, policy, limit, client);
    }

    /// The files of a model, from all pages of the listing.
    ///
    /// @throws IOException with the hub's error
    public List<HubFile> files(ModelName model) throws IOException, InterruptedException {
        List<HubFile> files = new ArrayList<>();
        Optional<URI> page = Optional.of(address("api/models/" + model.owner() + "/" + model.name() + "/tree/"
                + encoded(model.revision()) + "?recursive=true"));
        for (int pages = 0; page.isPresent(); pages++) {
            if (pages == MAX_PAGES) {
                throw new IOException("the hub lists more than " + MAX_PAGES + " pages of files");
            }
            HttpResponse<InputStream> response = get(page.get(), 0);
            try (InputStream in = response.body()) {
                requireOk(response, model.toString());
                for (JsonNode entry : listing(in.readNBytes(MAX_LISTING), model)) {
                    if (entry.path("type").asText().equals("file")) {
                        files.add(file(entry));
                    }
                }
            }
            page = next(response);
        }
        return files;
    }

    private static HubFile file(JsonNode entry) throws IOException {
        String large = entry.at("/lfs/oid").asText("");
        String digest = large.isEmpty() ? entry.path("oid").asText("") : large;
        return new HubFile(
                safePath(entry.path("path").asText()),
                entry.path("size").asLong(-1),
                HubFile.DIGEST.matcher(digest).matches() ? digest : null);
    }

    /// The next page of a listing.
    ///
    /// @see <a href="https://www.rfc-editor.org/rfc/rfc8288#section-3">RFC 8288, section 3: Link</a>
    private static Optional<URI> next(HttpResponse<InputStream> response) throws IOException {
        for (String link : response.headers().allValues("Link")) {
            Matcher next = NEXT.matcher(link);
            if (next.find()) {
                return Optional.of(target(response.uri(), next.group(1)));
            }
        }
        return Optional.empty();
    }

    /// Where the hub redirects to: never from https to http, where anybody on the way could substitute
    /// something else.
    static URI target(URI from, String location) throws IOException {
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("the hub redirects to something that is not an address", e);
        }
        if ("https".equals(from.getScheme()) && "http".equals(target.getScheme())) {
            throw new IOException("the hub redirects from https to http, at " + target.getHost());
        }
        return target;
    }

    /// A path that stays inside the folder it is written to.
    private static String safePath(String path) throws IOException {
        boolean escapes = path.isEmpty()
                || path.startsWith("/")
                || path.contains("\\")
                || path.chars().anyMatch(Character::isISOControl)
                || List.of(path.split("/", -1)).stream()
                        .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (escapes) {
            throw new IOException("the hub lists the file \"" + path + "\", which would lie outside the model folder");
        }
        return path;
    }

    /// A file's bytes from an offset on; status 200 if the hub ignores the offset, 206 if it follows
    /// it.
    HttpResponse<InputStream> open(ModelName model, HubFile file, long from) throws IOException, InterruptedException {
        String path = String.join(
                "/", List.of(file.path().split("/")).stream().map(Hub::encoded).toList());
        URI address =
                address(model.owner() + "/" + model.name() + "/resolve/" + encoded(model.revision()) + "/" + path);
        return get(address, from);
    }

    private HttpResponse<InputStream> get(URI start, long from) throws IOException, InterruptedException {
        URI address = start;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            boolean atHome = base.getAuthority().equals(address.getAuthority())
                    && base.getScheme().equals(address.getScheme());
            boolean withToken = token != null && atHome;
            try {
                policy.check(address, withToken);
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(address).timeout(silence).GET();
            if (withToken) {
                request.header("Authorization", "Bearer " + token);
            }
            if (from > 0) {
                request.header("Range", "bytes=" + from + "-");
            }
            HttpResponse<InputStream> response = client.send(
                    request.build(),
                    answer -> HttpResponse.BodySubscribers.mapping(
                            HttpResponse.BodySubscribers.ofInputStream(), body -> new WatchedBody(body, silence)));
            if (response.statusCode() / 100 != 3) {
                return response;
            }
            response.body().close();
            String location = response.headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new IOException("the hub redirects without saying where"));
            address = target(address, location);
        }
        throw new IOException("the hub redirects more than " + MAX_REDIRECTS + " times");
    }

    static void requireOk(HttpResponse<InputStream> response, String what) throws IOException {
        switch (response.statusCode()) {
            case 200, 206 -> {}
            case 401, 403 ->
                throw new IOException(
                        "the hub does not give out " + what + " without permission (a token, or accepted terms)");
            case 404 -> throw new IOException("the hub has no " + what);
            default -> throw new IOException("the hub answers with status " + response.statusCode() + " for " + what);
        }
    }

    private URI address(String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + path);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "Hub[" + base + "]";
    }

    private static JsonNode listing(byte[] answer, ModelName model) throws IOException {
        try {
            return new ObjectMapper().readTree(answer);
        } catch (JsonProcessingException e) {
            throw new IOException("the hub's listing of " + model + " is not JSON: is this a hub's address?", e);
        }
    }
}
