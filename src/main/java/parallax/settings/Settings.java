package parallax.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parallax.runner.decode.EngineOptions;

/// Everything that an operator sets by a property `parallax.…` or a variable `PARALLAX_…`. Usual values
/// stand in `application.properties`. A name or a word that is not known ends the start with a sentence
/// ([SettingsReader]).
///
/// The database alone is set by variables of its own, since it must be there before anything else
/// (`parallax.store.Database`).
@ConfigMapping(prefix = "parallax")
public interface Settings {
    /// What this process does.
    Set<ProcessRole> roles();

    Runner runner();

    Analysis analysis();

    /// How many steps on the way into studies may come from one network address in a minute.
    @WithConverter(Accepted.Count.class)
    int arrivalsPerMinute();

    /// The address under which people reach this installation, `https://parallax.example`: every link
    /// that is handed out begins with it. Where it listens, if empty.
    @WithConverter(Accepted.Origin.class)
    Optional<URI> publicAddress();

    /// Further hosts that it answers as; those of the public address and of this machine it answers as
    /// anyway.
    Optional<Set<String>> allowedHosts();

    Session session();

    Oidc oidc();

    Webhooks webhooks();

    /// The folder of what must lie outside the database: the key that panel ids are sealed with, and the
    /// list of what was erased. `keys` in the data folder if empty.
    Optional<Path> keys();

    /// Where model folders lie; the usual place if empty.
    Optional<Path> models();

    /// Models that OpenAI-compatible endpoints serve, by the name that the operator gives. Only these
    /// addresses are ever contacted.
    Map<String, Served> servedModels();

    /// The installation's folder, which the launcher names.
    Optional<Path> home();

    /// The demo model's folder; the one of the installation if empty.
    Optional<Path> demoModel();

    /// Staff who are signed in.
    interface Session {
        /// After so long without a request a session ends.
        @WithConverter(Accepted.Time.class)
        Duration idle();
    }

    /// Another service that people sign in with (OpenID Connect). Off while it has no issuer.
    interface Oidc {
        /// The service, by the address that its tokens name: `https://login.example`.
        @WithConverter(Accepted.Issuer.class)
        Optional<URI> issuer();

        /// By what the service knows this installation.
        Optional<String> clientId();

        Optional<String> clientSecret();

        /// What the page that signs people in calls it.
        String name();

        /// The claim of its tokens that says what somebody is; dots lead into it, as `realm_access.roles`.
        String roleClaim();

        /// Which value of the claim makes somebody what, as `parallax-owners:owner`; the first that fits
        /// counts. Whom none fits cannot sign in.
        @WithConverter(Accepted.RolesOfClaim.class)
        Optional<RolesOfClaim> roles();

        /// @param pairs in their order
        record RolesOfClaim(List<RoleOfClaim> pairs) {
            public RolesOfClaim {
                pairs = List.copyOf(pairs);
            }
        }

        /// @param value of the claim
        /// @param role the word for it
        record RoleOfClaim(String value, String role) {}
    }

    /// Addresses that are told of studies' events.
    interface Webhooks {
        /// Hosts on this machine or in a network of one's own that events may be sent to; all others must be
        /// public, and are spoken to over HTTPS.
        Optional<Set<String>> allowedHosts();

        /// How long a receiver may take to answer.
        @WithConverter(Accepted.Time.class)
        Duration patience();
    }

    /// Generation runs.
    interface Runner {
        /// What computes; only a build for a graphics card has others than the CPU.
        EngineOptions.Provider provider();

        /// How many replies are written at once.
        @WithConverter(Accepted.Count.class)
        int slots();

        /// A process that has not been heard of for so long has died, and another takes its work over.
        @WithConverter(Accepted.Time.class)
        Duration silence();
    }

    /// Analyses of studies.
    interface Analysis {
        /// The threads that one may use.
        @WithConverter(Accepted.Count.class)
        int threads();

        /// How long a page waits for figures that are being renewed.
        @WithConverter(Accepted.Time.class)
        Duration patience();
    }

    /// A model that is served elsewhere.
    interface Served {
        /// Below which `chat/completions` lies, such as `http://127.0.0.1:8000/v1`.
        @WithConverter(Accepted.Address.class)
        URI base();

        /// The endpoint's name for the model.
        String model();

        Optional<String> apiKey();

        /// The most requests at once.
        @WithConverter(Accepted.Count.class)
        @WithDefault("8")
        int concurrent();

        /// 0: as many as there are.
        @WithConverter(Accepted.CountOrNone.class)
        @WithDefault("0")
        int requestsPerMinute();
    }
}
