package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import parallax.identity.InstallationSecret;
import parallax.identity.Token;
import parallax.store.Sql;
import parallax.study.Signal;
import parallax.study.WatchedSignals;

/// In which browser a rater agreed to take part, in studies that look at whether others did in the same: told
/// by a cookie of the study's own, so that nobody can be followed from one study to another.
@ApplicationScoped
public class DeviceMarks {
    private final Sql sql;
    private final InstallationSecret secret;
    private final WatchedSignals signals;

    public DeviceMarks(Sql sql, InstallationSecret secret, WatchedSignals signals) {
        this.sql = sql;
        this.secret = secret;
        this.signals = signals;
    }

    boolean areWanted(long studyId) {
        return signals.of(studyId).containsKey(Signal.DUPLICATE_DEVICE);
    }

    /// Notes the browser of whoever just began.
    void note(Participation rater, Token device) {
        sql.update(
                """
                insert into device_mark (participation_id, study_id, mark) values (:rater, :study, :mark)
                on conflict (participation_id) do nothing""",
                bind("rater", rater.id()),
                bind("study", rater.studyId()),
                bind("mark", secret.mac("device-mark", device.text().getBytes(StandardCharsets.UTF_8))));
    }
}
