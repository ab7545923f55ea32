package parallax.rater;

import jakarta.ws.rs.BadRequestException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/// How a panel signs the addresses that it sends people to: a JSON Web Token in a parameter.
///
/// @param parameter of the address that holds the token
/// @param audience for whom the panel signs; a token for anybody else is none
/// @param keys the panel's public keys, as a JSON Web Key Set
/// @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519, JSON Web Token</a>
public record PanelSignature(String parameter, String audience, String keys) {
    private static final int SKEW_S = 60;
    private static final String NOT_SIGNED =
            "This address does not hold a valid signature of the panel, or it is too old."
                    + " Open the study from the panel's own page again.";

    /// @throws IllegalArgumentException with a sentence, if the keys are none
    public PanelSignature {
        if (publicKeys(keys).isEmpty()) {
            throw new IllegalArgumentException("The key set does not hold a public key.");
        }
    }

    /// What the panel says of whom it sends.
    record Claims(Map<String, Object> all) {

        /// A claim by its name, at the top or one object below.
        Optional<String> text(String name) {
            return Optional.ofNullable(all.get(name))
                    .or(() -> all.values().stream()
                            .filter(Map.class::isInstance)
                            .map(below -> (Object) ((Map<?, ?>) below).get(name))
                            .filter(Objects::nonNull)
                            .findFirst())
                    .filter(String.class::isInstance)
                    .map(String.class::cast);
        }
    }

    /// @throws BadRequestException if the panel did not sign this for us, or too long ago
    Claims verified(String token, Clock clock) {
        JwtConsumer consumer = new JwtConsumerBuilder()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .setAllowedClockSkewInSeconds(SKEW_S)
                .setRequireExpirationTime()
                .setExpectedAudience(audience)
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(publicKeys(keys)))
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                        AlgorithmIdentifiers.EDDSA)
                .build();
        try {
            return new Claims(consumer.processToClaims(token).getClaimsMap());
        } catch (InvalidJwtException e) {
            throw new BadRequestException(NOT_SIGNED, e);
        }
    }

    private static List<JsonWebKey> publicKeys(String keys) {
        try {
            return new JsonWebKeySet(keys)
                    .getJsonWebKeys().stream()
                            .filter(PublicJsonWebKey.class::isInstance)
                            .toList();
        } catch (JoseException e) {
            throw new IllegalArgumentException(
                    "This is not a JSON Web Key Set, as in {\"keys\": [{\"kty\": \"RSA\", …}]}.", e);
        }
    }
}
