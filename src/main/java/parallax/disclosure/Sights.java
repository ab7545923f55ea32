package parallax.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.release.Release;
import parallax.release.Releases;
import parallax.study.StudyAccess;
import parallax.web.NotYet;

/// Decides which figures somebody is shown: of this moment whoever may read single judgments, of a release
/// everybody else. The one place where this is decided, for pages and the API alike.
@ApplicationScoped
public class Sights {
    private final Releases releases;

    public Sights(Releases releases) {
        this.releases = releases;
    }

    /// @param standing what could be looked at instead: the releases that nobody called back, the newest first
    public record Offer(Sight shown, List<Release> standing) {
        public Offer {
            standing = List.copyOf(standing);
        }
    }

    /// @param number of the release that was asked for; anything that is none leads to what is shown unasked
    public Offer of(long studyId, StudyAccess.Rights rights, @Nullable String number) {
        List<Release> standing = releases.standing(studyId);
        return new Offer(
                standing.stream()
                        .filter(release -> Integer.toString(release.number()).equals(number))
                        .findFirst()
                        .<Sight>map(Sight.OfRelease::new)
                        .orElseGet(() -> unasked(standing, rights)),
                standing);
    }

    /// For programs, who are told where there is nothing to show.
    ///
    /// @param number of the release that is asked for; null for what is shown unasked
    public Sight required(long studyId, StudyAccess.Rights rights, @Nullable Integer number) {
        List<Release> standing = releases.standing(studyId);
        if (number != null) {
            Optional<Release> asked = standing.stream()
                    .filter(release -> release.number() == number)
                    .findFirst();
            return new Sight.OfRelease(
                    asked.orElseThrow(() -> new NotFoundException("no release " + number + " that stands")));
        }
        Sight sight = unasked(standing, rights);
        if (sight instanceof Sight.OfNothing) {
            throw nothingYet();
        }
        return sight;
    }

    /// For programs, and for files.
    public static NotYet nothingYet() {
        return new NotYet("No release yet: there are figures once a researcher of this study who may read individual"
                + " judgments has made one.");
    }

    private static Sight unasked(List<Release> standing, StudyAccess.Rights rights) {
        if (rights.mayExport()) {
            return new Sight.OfNow();
        }
        return standing.isEmpty() ? new Sight.OfNothing() : new Sight.OfRelease(standing.getFirst());
    }
}
