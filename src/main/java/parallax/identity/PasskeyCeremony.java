package parallax.identity;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes what a browser answers for a passkey. Whatever is wrong with it, nothing came of it: whoever
/// sent it is told no more.
@ApplicationScoped
public class PasskeyCeremony {
    private static final boolean PRESENT = true;
    private static final boolean VERIFICATION_IS_LOOKED_AT_BY_US = false;

    private final WebAuthnManager manager;
    private final AttestedCredentialDataConverter credentials;
    private final PasskeyPlace places;
    private final PasskeyChallenges challenges;
    private final PasskeyOptions options;
    private final Passkeys passkeys;

    public PasskeyCeremony(
            PasskeyPlace places, PasskeyChallenges challenges, PasskeyOptions options, Passkeys passkeys) {
        var converter = new ObjectConverter();
        this.manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
        this.credentials = new AttestedCredentialDataConverter(converter);
        this.places = places;
        this.challenges = challenges;
        this.options = options;
        this.passkeys = passkeys;
    }

    /// A passkey that somebody has shown.
    ///
    /// @param verified whether the authenticator asked for a finger, a face or a PIN
    record Shown(long account, boolean verified) {}

    /// @param answer what the browser says, as JSON
    /// @return whether the account has one more
    @Transactional
    boolean add(long account, String name, String answer, HttpServerRequest request) {
        try {
            RegistrationData data = manager.parseRegistrationResponseJSON(answer);
            Optional<ServerProperty> server =
                    server(data.getCollectedClientData(), PasskeyOptions.Purpose.adding(account), request);
            if (server.isEmpty()) {
                return false;
            }
            manager.verify(data, new RegistrationParameters(server.get(), VERIFICATION_IS_LOOKED_AT_BY_US, PRESENT));
            AuthenticatorData<?> authenticator =
                    Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
            AttestedCredentialData attested = Objects.requireNonNull(authenticator.getAttestedCredentialData());
            return passkeys.add(
                    account,
                    name,
                    attested.getCredentialId(),
                    credentials.convert(attested),
                    authenticator.getSignCount());
        } catch (WebAuthnException | IllegalArgumentException | NullPointerException wrong) {
            return false;
        }
    }

    /// @param answer what the browser says, as JSON
    /// @param purpose of the challenge that it must answer
    @Transactional
    Optional<Shown> shown(String answer, String purpose, HttpServerRequest request) {
        try {
            AuthenticationData data = manager.parseAuthenticationResponseJSON(answer);
            Optional<Passkeys.Public> known = passkeys.byCredential(data.getCredentialId());
            Optional<ServerProperty> server = server(data.getCollectedClientData(), purpose, request);
            if (known.isEmpty() || server.isEmpty()) {
                return Optional.empty();
            }
            Passkeys.Public passkey = known.get();
            manager.verify(
                    data,
                    new AuthenticationParameters(
                            server.get(), record(passkey), null, VERIFICATION_IS_LOOKED_AT_BY_US, PRESENT));
            if (!options.isOf(passkey.account(), Objects.requireNonNullElse(data.getUserHandle(), new byte[0]))) {
                return Optional.empty();
            }
            var authenticator = Objects.requireNonNull(data.getAuthenticatorData());
            passkeys.used(passkey.id(), authenticator.getSignCount());
            return Optional.of(new Shown(passkey.account(), authenticator.isFlagUV()));
        } catch (WebAuthnException | IllegalArgumentException | NullPointerException wrong) {
            return Optional.empty();
        }
    }

    /// What an answer must be for. A challenge is spent by whoever answers it, rightly or not.
    private Optional<ServerProperty> server(
            @Nullable CollectedClientData answered, String purpose, HttpServerRequest request) {
        if (answered == null || !challenges.spend(answered.getChallenge().getValue(), purpose)) {
            return Optional.empty();
        }
        return places.of(request)
                .map(place -> new ServerProperty(Origin.create(place.origin()), place.name(), answered.getChallenge()));
    }

    private CredentialRecord record(Passkeys.Public passkey) {
        AttestedCredentialData attested =
                credentials.convert(Base64.getUrlDecoder().decode(passkey.credential()));
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                null,
                null,
                null,
                passkey.signCount(),
                attested,
                null,
                null,
                null,
                null);
    }
}
