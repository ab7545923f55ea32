package parallax.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// A service that signs people in, on this machine: it says where it is, gives codes and takes each once with
/// its verifier, and signs tokens with a key of its own. Written for tests with another library than the one
/// that is tested.
public final class OtherService implements QuarkusTestResourceLifecycleManager {
    static final String CLIENT = "parallax-test";
    static final String SECRET = "a secret & more";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RsaJsonWebKey KEY = key();
    private static final RsaJsonWebKey STRANGE = key();
    private static final Map<String, Asked> CODES = new ConcurrentHashMap<>();

    private @Nullable HttpServer server;
    private static String issuer = "";

    /// Of somebody who signs in.
    record Asked(Map<String, String> query, Map<String, Object> claims, boolean strangeKey) {}

    @Override
    public Map<String, String> start() {
        try {
            var own = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server = own;
            issuer = "http://127.0.0.1:" + own.getAddress().getPort();
            own.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, description()));
            own.createContext("/keys", exchange -> answer(exchange, 200, keys()));
            own.createContext("/token", OtherService::token);
            own.start();
            return Map.of(
                    "parallax.oidc.issuer",
                    issuer,
                    "parallax.oidc.client-id",
                    CLIENT,
                    "parallax.oidc.client-secret",
                    SECRET,
                    "parallax.oidc.name",
                    "The University",
                    "parallax.oidc.role-claim",
                    "realm_access.roles",
                    "parallax.oidc.roles",
                    "heads:owner,staff:researcher");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    static String issuer() {
        return issuer;
    }

    /// Signs somebody in who was sent there.
    ///
    /// @param way where they were sent
    /// @param claims that replace or add to the usual ones of its tokens
    /// @return the query with which they are sent back
    static String signsIn(String way, Map<String, Object> claims, boolean strangeKey) {
        Map<String, String> query = parsed(way.substring(way.indexOf('?') + 1));
        String code = UUID.randomUUID().toString();
        CODES.put(code, new Asked(query, claims, strangeKey));
        return "code=" + code + "&state=" + query.get("state") + "&iss=" + issuer;
    }

    private static void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = parsed(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + java.net.URLEncoder.encode(SECRET, UTF_8)).getBytes(UTF_8));
        Asked asked = CODES.remove(form.getOrDefault("code", ""));
        boolean right = asked != null
                && basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && "S256".equals(asked.query().get("code_challenge_method"))
                && challenge(form.getOrDefault("code_verifier", ""))
                        .equals(asked.query().get("code_challenge"))
                && Objects.equals(asked.query().get("redirect_uri"), form.get("redirect_uri"));
        if (!right) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        answer(
                exchange,
                200,
                Map.of(
                        "access_token",
                        "a",
                        "token_type",
                        "Bearer",
                        "id_token",
                        idToken(Objects.requireNonNull(asked))));
    }

    private static String idToken(Asked asked) {
        long now = System.currentTimeMillis() / 1000;
        var claims = new TreeMap<String, Object>();
        claims.put("iss", issuer);
        claims.put("aud", CLIENT);
        claims.put("sub", "7");
        claims.put("iat", now);
        claims.put("exp", now + 300);
        claims.put("nonce", String.valueOf(asked.query().get("nonce")));
        claims.putAll(asked.claims());
        try {
            var token = new JsonWebSignature();
            token.setPayload(JSON.writeValueAsString(claims));
            token.setKey((asked.strangeKey() ? STRANGE : KEY).getPrivateKey());
            token.setKeyIdHeaderValue("one");
            token.setAlgorithmHeaderValue("RS256");
            return token.getCompactSerialization();
        } catch (JoseException | JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> description() {
        return Map.of(
                "issuer",
                issuer,
                "authorization_endpoint",
                issuer + "/authorize",
                "token_endpoint",
                issuer + "/token",
                "jwks_uri",
                issuer + "/keys",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256"));
    }

    private static Map<String, Object> keys() {
        return Map.of("keys", List.of(KEY.toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY)));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> content) throws IOException {
        byte[] body = JSON.writeValueAsBytes(content);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> parsed(String form) {
        return Arrays.stream(form.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], UTF_8), pair -> URLDecoder.decode(pair[1], UTF_8)));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static RsaJsonWebKey key() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("one");
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }
}
