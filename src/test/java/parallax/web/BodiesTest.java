package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// What a request may carry: a body of a type that is taken, with so many fields of so many characters.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BodiesTest {
    @Inject
    World world;

    @Test
    void a_form_of_thousands_of_fields_is_too_large_and_no_failure_of_ours() {
        var fields = new HashMap<String, String>();
        for (int field = 0; field < 3_000; field++) {
            fields.put("field" + field, "x");
        }
        assertEquals(413, Browserless.anonymous().post("/sign-in", fields).statusCode());
    }

    @Test
    void no_form_takes_a_body_without_a_type_or_of_a_broken_one() {
        var wrong = new ArrayList<String>();
        var owner = Browserless.anonymous()
                .holding("session", world.person(Role.OWNER, "Olga").session());
        Endpoints.all().stream()
                .filter(endpoint -> endpoint.startsWith("POST "))
                .forEach(endpoint -> {
                    String address = endpoint.substring(5).replaceAll("\\{[a-z]+}", "1");
                    for (String type : List.of(
                            "", " ", "/", "form", "a/b/c", "*/*", ";", "text/", "multipart/form-data", "x/y; =")) {
                        for (String cookie : List.of("session", "none")) {
                            int status = raw(cookie.equals("session") ? owner : Browserless.anonymous(), address, type);
                            if (status < 400 || status >= 500) {
                                wrong.add(status + " " + address + " as “" + type + "”");
                            }
                        }
                    }
                });
        assertEquals(List.of(), wrong);
    }

    /// The client of other tests would not send such a type.
    private static int raw(Browserless client, String address, String type) {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            String head =
                    "POST " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n"
                            + "Cookie: " + client.cookieHeader() + "\r\nContent-Type:" + type + "\r\n\r\na=b";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void only_where_files_are_taken_a_body_may_be_large() {
        var owner = world.person(Role.OWNER, "Olga");
        long draft = world.draft(world.twoShores("Files", 5, 2), owner);
        String files = "/studies/" + draft + "/design/uploads";
        byte[] large = new byte[3_000_000];
        java.util.Arrays.fill(large, (byte) 'x');
        var staff = Browserless.anonymous().holding("session", owner.session());
        assertEquals(
                303, staff.upload(files, "large.txt", concat("text\n", large)).statusCode());
        assertEquals(413, staff.upload(files, "huge.txt", new byte[33 << 20]).statusCode());
        String file = "multipart/form-data; boundary=x";
        assertEquals(401, answerToHead(Browserless.anonymous(), files, file, large.length));
        assertEquals(413, answerToHead(staff, files, file, 33 << 20));
        assertEquals(
                415,
                staff.upload("/studies/" + draft + "/design/runs", "a.txt", new byte[3])
                        .statusCode());
        String form = "application/x-www-form-urlencoded";
        for (String address : List.of("/sign-in", "/studies/new", "/s/nothing/consent")) {
            assertEquals(413, answerToHead(staff, address, form, large.length), address);
            assertEquals(413, chunked(staff, address, form, 3_000_000), address + " in chunks");
        }
        int json = chunked(staff, "/api/v1/studies/" + draft + "/analyses", "application/json", 3_000_000);
        assertTrue(List.of(400, 413).contains(json), "answered " + json);
    }

    private static byte[] concat(String begin, byte[] rest) {
        byte[] first = begin.getBytes(StandardCharsets.US_ASCII);
        byte[] both = java.util.Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, both, first.length, rest.length);
        return both;
    }

    /// What is said to a large body before any of it has come.
    private static int answerToHead(Browserless client, String address, String type, int bytes) {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            String head = "POST " + address + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + client.cookieHeader()
                    + "\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] begin = socket.getInputStream().readNBytes("HTTP/1.1 401".length());
            return Integer.parseInt(new String(begin, StandardCharsets.US_ASCII).split(" ", 2)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A body whose length nobody says beforehand.
    private static int chunked(Browserless client, String address, String type, int bytes) {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            String head = "POST " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: "
                    + client.cookieHeader() + "\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n";
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            String chunk = "2710\r\n" + "a=b&".repeat(2_500) + "\r\n";
            try {
                for (int sent = 0; sent < bytes; sent += 10_000) {
                    out.write(chunk.getBytes(StandardCharsets.US_ASCII));
                }
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException cutOff) {
                // the answer may have come before the end
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.isEmpty() ? 413 : Integer.parseInt(answer.split(" ", 3)[1]);
        } catch (IOException reset) {
            return 413;
        }
    }

    @Test
    void a_field_of_more_characters_than_any_may_have_is_too_large() {
        var client = Browserless.anonymous();
        for (String field : List.of("email", "password", "something")) {
            Response answer = client.post("/sign-in", Map.of(field, "x".repeat(20_001)));
            assertEquals(413, answer.statusCode(), field);
            assertTrue(answer.asString().contains("may have 20000 characters"), answer.asString());
        }
        assertEquals(
                413,
                client.post("/sign-in", Map.of("email", "x".repeat(3_000_000))).statusCode());
    }
}
