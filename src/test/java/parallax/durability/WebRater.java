package parallax.durability;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import parallax.judgment.Answers;

/// A rater who uses the pages as a browser without scripts does: cookies, forms, redirects, and the
/// same form sent again when no answer came.
final class WebRater {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\"[^>]*? name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern OPTION = Pattern.compile("<input type=\"radio\" name=\"q\\.(\\d+)\" value=\"(\\d+)\"");
    private static final Pattern JUDGMENT_FORM = Pattern.compile("action=\"(/s/[^\"]+/items/[-0-9a-f]{36}/judgment)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client;
    private final Function<String, URI> address;
    private final Map<String, String> cookies = new TreeMap<>();

    WebRater(HttpClient client, Function<String, URI> address) {
        this.client = client;
        this.address = address;
    }

    /// The rating page as it came: where its form goes, its hidden fields, and what each question
    /// offers.
    record ItemPage(String action, Map<String, String> hidden, Map<Long, List<Integer>> questions) {

        /// The form filled in at random.
        Filled fill(RandomGenerator random) {
            var chosen = new TreeMap<Long, Integer>();
            questions.forEach((question, options) -> chosen.put(question, options.get(random.nextInt(options.size()))));
            return new Filled(action, hidden, new Answers(chosen));
        }
    }

    record Filled(String action, Map<String, String> hidden, Answers answers) {
        UUID key() {
            return UUID.fromString(String.valueOf(hidden.get("key")));
        }

        private Map<String, String> fields() {
            var fields = new LinkedHashMap<>(hidden);
            fields.put("activeMs", "41000");
            answers.chosen().forEach((question, option) -> fields.put("q." + question, option.toString()));
            return fields;
        }
    }

    /// Arrives, agrees and is admitted, from wherever an earlier try broke off.
    ///
    /// @return where the rating begins
    String enter(String study) throws IOException, InterruptedException {
        String path = "/s/" + study;
        for (int steps = 0; steps < 10; steps++) {
            HttpResponse<String> page = get(path);
            if (page.statusCode() == 303) {
                path = location(page);
            } else if (page.body().contains("action=\"/s/" + study + "/consent\"")) {
                var consent = new LinkedHashMap<>(hidden(page.body()));
                consent.put("agree", "yes");
                path = location(post("/s/" + study + "/consent", consent));
            } else if (page.body().contains("action=\"/s/" + study + "/about-you\"")) {
                var aboutYou = new LinkedHashMap<>(hidden(page.body()));
                aboutYou.put("blank", "yes"); // as they have read what a blank means
                path = location(post("/s/" + study + "/about-you", aboutYou));
            } else {
                return path;
            }
        }
        throw new IOException("the way in does not end; last at " + path);
    }

    /// Follows redirects from an address to the next rating page; empty when the way ends elsewhere.
    Optional<ItemPage> open(String path) throws IOException, InterruptedException {
        String next = path;
        for (int hops = 0; hops < 5; hops++) {
            HttpResponse<String> response = get(next);
            if (response.statusCode() == 303) {
                next = location(response);
            } else {
                return Optional.of(response.body()).flatMap(WebRater::itemPage);
            }
        }
        throw new IOException("redirected in circles at " + next);
    }

    /// Sends a filled form once.
    ///
    /// @return where the application leads next, once it has acknowledged the judgment
    /// @throws IOException if there was no acknowledgement
    String submit(Filled form) throws IOException, InterruptedException {
        return location(post(form.action(), form.fields()));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(path).GET());
        if (response.statusCode() != 200 && response.statusCode() != 303) {
            throw new IOException("GET " + path + " was answered " + response.statusCode());
        }
        return response;
    }

    private HttpResponse<String> post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))));
        if (response.statusCode() >= 400 && response.statusCode() < 500) {
            throw new IllegalStateException("POST " + path + " was refused with " + response.statusCode());
        }
        if (response.statusCode() != 303) {
            throw new IOException("POST " + path + " was answered " + response.statusCode());
        }
        return response;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.apply(path)).timeout(PATIENCE);
        if (!cookies.isEmpty()) {
            var pairs = new ArrayList<String>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            request.header("Cookie", String.join("; ", pairs));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            String name = pair.split("=", 2)[0];
            String value = pair.split("=", 2)[1];
            if (cookie.toLowerCase(Locale.ROOT).contains("max-age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, value);
            }
        }
        return response;
    }

    private static String location(HttpResponse<String> response) throws IOException {
        String location = response.headers().firstValue("Location").orElseThrow(() -> new IOException("no redirect"));
        URI uri = URI.create(location);
        return uri.getPath();
    }

    private static Optional<ItemPage> itemPage(String html) {
        Optional<String> action =
                JUDGMENT_FORM.matcher(html).results().map(m -> m.group(1)).findFirst();
        var questions = new TreeMap<Long, List<Integer>>();
        OPTION.matcher(html)
                .results()
                .forEach(m -> questions
                        .computeIfAbsent(Long.valueOf(m.group(1)), q -> new ArrayList<>())
                        .add(Integer.valueOf(m.group(2))));
        return action.map(a -> new ItemPage(a, hidden(html), questions));
    }

    private static Map<String, String> hidden(String html) {
        var fields = new LinkedHashMap<String, String>();
        for (MatchResult field : HIDDEN.matcher(html).results().toList()) {
            fields.put(field.group(1), field.group(2));
        }
        return fields;
    }

    private static String encoded(Map<String, String> fields) {
        var pairs = new ArrayList<String>();
        fields.forEach((name, value) -> pairs.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }
}
