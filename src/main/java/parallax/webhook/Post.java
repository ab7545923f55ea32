package parallax.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import parallax.settings.Settings;

/// Sends an event to its address. The name is looked up and what it leads to checked with each try, and the
/// connection goes to the very address that was checked, so that no second look can lead elsewhere. Redirects
/// are not followed, and of the answer no more is read than its head.
@ApplicationScoped
class Post {
    private static final int LONGEST_HEAD = 8_192;

    private final HttpClient client;
    private final WebhookAddresses addresses;
    private final Clock clock;
    private final Duration patience;

    Post(Vertx vertx, WebhookAddresses addresses, Clock clock, Settings settings) {
        this.addresses = addresses;
        this.clock = clock;
        this.patience = settings.webhooks().patience();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setVerifyHost(true)
                .setConnectTimeout((int) patience.toMillis())
                .setMaxHeaderSize(LONGEST_HEAD)
                .setMaxInitialLineLength(LONGEST_HEAD));
    }

    /// @throws CancellationException if the process ends meanwhile
    Answer send(URI address, String secret, Delivery delivery) {
        try {
            InetAddress place = addresses.resolved(address).getFirst();
            return answer(request(address, place), secret, delivery);
        } catch (IllegalArgumentException refused) {
            return Answer.none(String.valueOf(refused.getMessage()));
        }
    }

    private RequestOptions request(URI address, InetAddress place) {
        boolean tls = "https".equals(address.getScheme());
        int usual = tls ? 443 : 80;
        int port = address.getPort() < 0 ? usual : address.getPort();
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, place.getHostAddress()))
                .setHost(address.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(address.getRawQuery() == null ? path : path + "?" + address.getRawQuery())
                .setFollowRedirects(false)
                .setTimeout(patience.toMillis());
    }

    private Answer answer(RequestOptions options, String secret, Delivery delivery) {
        String body = delivery.body();
        Signature signature = Signature.of(secret, clock.instant(), body);
        options.putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Parallax-Webhook/1")
                .putHeader("Parallax-Delivery", Long.toString(delivery.id()))
                .putHeader("Parallax-Event", delivery.told().event())
                .putHeader("Parallax-Timestamp", Long.toString(signature.timestamp()))
                .putHeader("Parallax-Signature", signature.text());
        Future<HttpClientRequest> asked = client.request(options);
        Future<Integer> status =
                asked.compose(request -> request.send(Buffer.buffer(body))).map(Post::statusAlone);
        try {
            return Answer.of(
                    status.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Answer.none("it did not answer within " + patience.toSeconds() + " seconds");
        } catch (ExecutionException failed) {
            return Answer.none(reason(failed.getCause()));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the process ends");
        } finally {
            asked.onSuccess(request -> request.connection().close());
        }
    }

    private static Integer statusAlone(HttpClientResponse response) {
        response.pause();
        return response.statusCode();
    }

    private String reason(@Nullable Throwable failure) {
        return switch (failure) {
            case ConnectException _ -> "no connection could be made";
            case SSLException _ -> "its certificate is not accepted, or it does not speak TLS";
            case TimeoutException _ -> "it did not answer within " + patience.toSeconds() + " seconds";
            case null, default -> "the connection broke off";
        };
    }
}
