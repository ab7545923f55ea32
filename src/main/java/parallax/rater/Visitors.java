package parallax.rater;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import parallax.identity.CurrentAccount;
import parallax.identity.Role;
import parallax.identity.Token;
import parallax.study.Study;

/// Who is at this device: the rater whose session it holds, somebody whom a panel sent, somebody who is
/// signed in.
@RequestScoped
public class Visitors {
    private static final String OF_ANOTHER =
            "The page you asked for belongs to a different session from the one open on this device, or to one that has"
                    + " ended. What was answered is kept, unless whoever answered has withdrawn.";

    private static final String CARRIED_IN_PART =
            "The answers that you just sent are held in this browser and come back with the page when you continue, but a text"
                    + " among them is too long for that. Go back in your browser and copy it before you continue.";
    private static final String CARRIED =
            "The answers that you just sent are held in this browser and come back with the page when you continue.";

    private final CurrentAccount account;
    private final RaterSession session;
    private final Participations participations;
    private final RaterDevices devices;
    private final OwnCodes ownCodes;
    private final PanelLinks panels;
    private final Clock clock;

    public Visitors(
            CurrentAccount account,
            RaterSession session,
            Participations participations,
            RaterDevices devices,
            OwnCodes ownCodes,
            PanelLinks panels,
            Clock clock) {
        this.account = account;
        this.session = session;
        this.participations = participations;
        this.devices = devices;
        this.ownCodes = ownCodes;
        this.panels = panels;
        this.clock = clock;
    }

    Optional<Arrival> fromPanel(Study study, MultivaluedMap<String, String> query) {
        return panels.of(study.id()).stream()
                .flatMap(panel -> panel.arrival(query, clock).stream())
                .findFirst();
    }

    boolean isPreview(Study study, MultivaluedMap<String, String> query) {
        return panels.of(study.id()).stream().anyMatch(panel -> panel.isPreview(query));
    }

    /// The rater whose session this device holds, unless a panel has sent somebody else to it since.
    Optional<Participation> here(Study study) {
        Optional<Participation> held = session.participation(study);
        Optional<Arrival> arrival = session.arrival(study);
        return held.filter(rater -> arrival.isEmpty() || isThe(rater, arrival.get()));
    }

    private boolean isThe(Participation rater, Arrival arrival) {
        return participations
                .known(rater.studyId(), arrival.origin())
                .filter(known -> known.id() == rater.id())
                .isPresent();
    }

    /// Somebody who has begun, and whose session is not on this device.
    ///
    /// @param proof how they have shown who they are
    record Elsewhere(Participation rater, RaterDevices.Proof proof) {}

    Optional<Elsewhere> elsewhere(Study study) {
        if (here(study).isPresent()) {
            return Optional.empty();
        }
        Optional<Arrival> arrival = session.arrival(study);
        RaterDevices.Proof proof =
                arrival.isEmpty() || arrival.get().isSigned() ? RaterDevices.Proof.SHOWN : RaterDevices.Proof.NONE;
        return arrival.map(Arrival::origin)
                .or(this::signedIn)
                .flatMap(origin -> participations.known(study.id(), origin))
                .map(rater -> new Elsewhere(rater, proof));
    }

    /// Whether whoever comes took everything back, as the panel or the account says.
    boolean hasWithdrawn(Study study) {
        return elsewhere(study).isPresent() && whoMayGoOn(study).isEmpty();
    }

    private Optional<Elsewhere> whoMayGoOn(Study study) {
        return elsewhere(study).filter(e -> !e.rater().is(Participation.State.WITHDRAWN));
    }

    /// As whom somebody begins.
    Participations.Origin origin(Study study) {
        return session.arrival(study).map(Arrival::origin).or(this::signedIn).orElseGet(Participations.Origin::link);
    }

    GoOnPage asked(Study study, String error) {
        Optional<Elsewhere> elsewhere = whoMayGoOn(study);
        boolean known =
                elsewhere.filter(e -> e.proof() == RaterDevices.Proof.SHOWN).isPresent();
        Optional<Duration> silence =
                elsewhere.filter(e -> !known).map(e -> e.rater().untilSilentFor(lease(study), clock.instant()));
        boolean other = session.participation(study).isPresent() && here(study).isEmpty();
        String news = session.ended(study)
                .map(Visitors::told)
                .or(() -> silence.map(Visitors::waiting))
                .orElse("");
        return new GoOnPage(
                study.notice(),
                news,
                known,
                other,
                silence.filter(Duration::isZero).isPresent(),
                error);
    }

    /// @param held what the browser holds of answers that were sent just now
    GoOnPage notHere(Study study, NotHere.Held held) {
        GoOnPage page = asked(study, "");
        String carried = switch (held) {
            case NOTHING -> "";
            case ALL -> " " + CARRIED;
            case SOME -> " " + CARRIED_IN_PART;
        };
        String news = (page.news().isEmpty() ? OF_ANOTHER : page.news()) + carried;
        return new GoOnPage(page.study(), news, page.known(), page.other(), page.withoutCode(), page.error());
    }

    /// Why this device holds no session of the study, in a sentence; or empty.
    public String whyNotHere(Study study) {
        return session.ended(study).map(Visitors::told).orElse("");
    }

    /// The session with which somebody goes on here who asks for it without a code; nothing if they may
    /// not.
    Optional<Token> goOn(Study study) {
        return whoMayGoOn(study).flatMap(e -> devices.takeOver(e.rater().id(), e.proof(), lease(study)));
    }

    /// The session with which whoever has this code goes on here; nothing if it is nobody's.
    Optional<Token> goOn(Study study, String code) {
        return ownCodes.owner(study.id(), code)
                .flatMap(rater -> devices.takeOver(rater.id(), RaterDevices.Proof.SHOWN, lease(study)));
    }

    /// A rater with an account of their own goes on where they were, on whichever device. Staff who try
    /// a study out are anonymous raters.
    private Optional<Participations.Origin> signedIn() {
        return account.holder()
                .filter(holder -> holder.role() == Role.RATER)
                .map(holder -> Participations.Origin.account(holder.accountId()));
    }

    private static Duration lease(Study study) {
        return Duration.ofMinutes(study.sampling().leaseMinutes());
    }

    private static String told(RaterDevices.Ended ended) {
        return switch (ended.reason()) {
            case LEFT -> "You left the study on this device. What you answered is kept.";
            case ELSEWHERE ->
                "You continued on another device, so this one has stopped. What you answered is kept, here as well.";
            case UNPROVED ->
                "Somebody with your panel id continued on another device without your code, so this one has stopped."
                        + " They can neither see nor change what you answered.";
        };
    }

    private static String waiting(Duration silence) {
        return silence.isZero()
                ? ""
                : "Your other device was in use a moment ago. Continue there, or enter your code here. Without it you can continue"
                        + " here once the other device has been idle for "
                        + (silence.toMinutes() + 1) + " minutes.";
    }
}
