package parallax.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.store.PostgresResource;

/// Requests that no client of other tests would send, byte by byte.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ConnectionsTest {
    @Test
    void a_request_that_names_two_hosts_is_refused_whichever_comes_first() {
        String own = "localhost:" + RestAssured.port;
        for (String hosts : List.of(
                "Host: " + own + "\r\nHost: evil.example",
                "Host: evil.example\r\nHost: " + own,
                "Host: " + own + "\r\nhost: " + own)) {
            String answer = answer("GET /sign-in HTTP/1.1\r\n" + hosts + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400 "), hosts + ": " + answer);
            assertFalse(answer.contains("evil.example"), answer);
        }
    }

    @Test
    void a_body_that_takes_longer_than_a_minute_ends_the_connection() throws IOException {
        String head = String.join(
                "\r\n",
                "POST /sign-in HTTP/1.1",
                "Host: localhost",
                "Content-Length: 1000",
                "Content-Type: application/x-www-form-urlencoded",
                "",
                "");
        long begun = System.nanoTime();
        long end = begun + Duration.ofSeconds(90).toNanos();
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            boolean open = true;
            while (open && System.nanoTime() < end) {
                open = isOpenAfterAnotherByte(socket);
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertFalse(open, "the connection is still open after " + seconds + " s");
            assertTrue(seconds >= 55, "a minute is given, not " + seconds + " s");
        }
    }

    private static boolean isOpenAfterAnotherByte(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    private static String answer(String request) {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
