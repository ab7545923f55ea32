package parallax.design;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import parallax.identity.Actor;
import parallax.study.Study;

/// A study's way from draft to closed, for programs and commands: pages publish and close by buttons of
/// their own, which hold the version that a person saw.
@ApplicationScoped
public class StudyStates {
    private static final List<String> WANTED =
            List.of(Study.State.OPEN.word(), Study.State.PAUSED.word(), Study.State.CLOSED.word());

    private final Publication publication;
    private final RunningStudy running;

    public StudyStates(Publication publication, RunningStudy running) {
        this.publication = publication;
        this.running = running;
    }

    /// Publishes a draft that is to be open; pauses a published study, closes it, opens it again.
    ///
    /// @param to `open`, `paused` or `closed`
    /// @throws IllegalArgumentException if it is no such word
    /// @throws IllegalStateException saying what stands in the way
    public void become(Study study, String to, Actor by) {
        if (!WANTED.contains(to)) {
            throw new IllegalArgumentException("A study becomes open, paused or closed, not '" + to + "'.");
        }
        if (study.isDraft() && to.equals(Study.State.OPEN.word())) {
            publication.publish(study.id(), null, by);
        } else if (!running.become(study, to, null, by)) {
            throw new IllegalStateException("A study that is " + study.state().word() + " cannot become " + to + ".");
        }
    }
}
