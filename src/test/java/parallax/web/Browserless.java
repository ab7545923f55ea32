package parallax.web;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client with cookies that sends forms as a page would, or as an attacker would, and follows no
/// redirect.
final class Browserless {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" value=\"([^\"]+)\"");

    private final Map<String, String> cookies = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    static Browserless anonymous() {
        return new Browserless();
    }

    Browserless holding(String cookie, String value) {
        cookies.put(cookie, value);
        return this;
    }

    Response get(String address) {
        String accepted = address.startsWith("/api/") ? "application/json" : "text/html, */*;q=0.1"; // as browsers do
        return request().header("Accept", accepted).get(address);
    }

    /// A form with the token that pages put into it.
    Response post(String address, Map<String, String> fields) {
        String token = token(address); // before the request takes the cookies along: its cookie is one of them
        return form(fields).formParam("csrf-token", token).post(address);
    }

    Response post(String address, String field, List<String> values) {
        String token = token(address);
        return form(Map.of())
                .formParam(field, values)
                .formParam("csrf-token", token)
                .post(address);
    }

    /// A form as another site would send it in the person's name: their cookies come along, the token
    /// does not.
    Response postFromElsewhere(String address, Map<String, String> fields) {
        return form(fields).post(address);
    }

    Response postAs(String contentType, String body, String address) {
        return request().header("Content-Type", contentType).body(body).post(address);
    }

    /// A form with a file, as a page sends it.
    Response upload(String address, String fileName, byte[] content) {
        String token = token(address);
        return request()
                .header("Accept", "text/html")
                .multiPart("csrf-token", token)
                .multiPart("file", fileName, content)
                .post(address);
    }

    /// As a script of a page would: the token in a header.
    Response postJson(String address, String body) {
        String token = token(address);
        return request()
                .header("X-CSRF-TOKEN", token)
                .header("Content-Type", "application/json")
                .body(body)
                .post(address);
    }

    Response putJson(String address, String body) {
        String token = token(address);
        return request()
                .header("X-CSRF-TOKEN", token)
                .header("Content-Type", "application/json")
                .body(body)
                .put(address);
    }

    Response delete(String address) {
        String token = token(address);
        return request().header("X-CSRF-TOKEN", token).delete(address);
    }

    String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(java.util.stream.Collectors.joining("; "));
    }

    RequestSpecification request() {
        var noRedirects = RestAssuredConfig.config()
                .redirect(RedirectConfig.redirectConfig().followRedirects(false));
        return given().config(noRedirects).urlEncodingEnabled(false).cookies(cookies);
    }

    private RequestSpecification form(Map<String, String> fields) {
        var noRedirects = RestAssuredConfig.config()
                .redirect(RedirectConfig.redirectConfig().followRedirects(false))
                .encoderConfig(RestAssured.config()
                        .getEncoderConfig()
                        .defaultContentCharset("UTF-8")
                        .defaultCharsetForContentType("UTF-8", "application/x-www-form-urlencoded"));
        return given().config(noRedirects)
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .header("Accept", "text/html")
                .cookies(cookies)
                .formParams(fields);
    }

    /// The token of a page on the way to an address: raters' forms are bound to the browser, others to
    /// staff's session where there is one.
    String token(String address) {
        boolean ofRaters = address.startsWith("/s/");
        return tokens.computeIfAbsent(ofRaters ? "rater" : "staff", kind -> {
            var held = new HashMap<>(cookies);
            if (ofRaters) {
                held.keySet().removeIf(name -> name.endsWith("session"));
            }
            Response page = given().cookies(held).header("Accept", "text/html").get("/sign-in");
            page.cookies().forEach(cookies::put);
            return found(TOKEN, page.asString());
        });
    }

    /// What a pattern's first group finds in a page.
    static String found(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        if (!found.find()) {
            throw new AssertionError("nothing on the page looks like " + pattern);
        }
        return found.group(1);
    }
}
