package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import parallax.identity.AuditAction;
import parallax.identity.Token;
import parallax.store.Sql;

/// Which device a rater works on: one at a time, and the one before is told.
@ApplicationScoped
public class RaterDevices {
    private static final Duration HEARD_WITHIN = Duration.ofMinutes(1);

    private final Sql sql;
    private final Clock clock;
    private final Participations participations;

    public RaterDevices(Sql sql, Clock clock, Participations participations) {
        this.sql = sql;
        this.clock = clock;
        this.participations = participations;
    }

    /// How somebody who goes on on another device has shown who they are.
    public enum Proof {
        /// An account, the panel's signature, or the rater's own code.
        SHOWN,
        /// Nothing but the panel's id, which others may know.
        NONE
    }

    /// Why a device's session is over.
    public enum Reason {
        LEFT,
        ELSEWHERE,
        UNPROVED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A session that is over.
    public record Ended(Reason reason, Instant at) {}

    public Optional<Ended> ended(long studyId, Token token) {
        return sql.first(
                row -> new Ended(
                        Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                        Objects.requireNonNull(Sql.instant(row, "ended_at"))),
                """
                select e.reason, e.ended_at from ended_session e join participation p on p.id = e.participation_id
                where e.token_hash = :token and p.study_id = :study""",
                bind("token", token.hash()),
                bind("study", studyId));
    }

    /// Notes that a rater's device was heard of.
    public void heardOf(Participation rater) {
        Instant now = clock.instant();
        if (rater.lastSeenAt().plus(HEARD_WITHIN).isBefore(now)) {
            sql.update(
                    "update participation set last_seen_at = :now where id = :participation and last_seen_at < :now",
                    bind("now", now),
                    bind("participation", rater.id()));
        }
    }

    /// Gives the session of a rater to this device. Who has shown who they are sees what they answered before;
    /// who has not begins with new items, once the other device was silent for a lease. What these answer is
    /// theirs alone: nobody sees or changes it who comes after them. Before the rater was let in there is nothing
    /// to keep apart, and the part is that of whoever goes on, with a code of their own.
    ///
    /// @return the new session; nothing if the other device is not silent yet
    @Transactional
    public Optional<Token> takeOver(long participationId, Proof proof, Duration lease) {
        Participation rater = participations.locked(participationId);
        Instant now = clock.instant();
        boolean shown = proof == Proof.SHOWN;
        boolean anew = !shown && rater.isBeforeAdmission();
        if (!shown && !rater.untilSilentFor(lease, now).isZero()) {
            return Optional.empty();
        }
        end(rater, shown ? Reason.ELSEWHERE : Reason.UNPROVED);
        Token token = Token.create();
        sql.update(
                """
                update participation set session_token_hash = :token, last_seen_at = :now,
                    unproved_since = case when :apart then :now end,
                    own_code_version = own_code_version + :anew, own_code_mac = case when :anew = 0 then own_code_mac end
                where id = :participation""",
                bind("token", token.hash()),
                bind("now", now),
                bind("apart", !shown && !anew),
                bind("anew", anew ? 1 : 0),
                bind("participation", rater.id()));
        if (!shown) {
            participations.audit(AuditAction.RATER_WENT_ON_UNPROVED, rater);
        }
        return Optional.of(token);
    }

    /// Ends the session of a rater who leaves; what they answered is kept.
    @Transactional
    public void leave(Participation rater) {
        end(participations.locked(rater.id()), Reason.LEFT);
        sql.update(
                "update participation set session_token_hash = null where id = :participation",
                bind("participation", rater.id()));
    }

    private void end(Participation rater, Reason reason) {
        sql.update(
                ENDING, bind("now", clock.instant()), bind("reason", reason.word()), bind("participation", rater.id()));
    }

    private static final String ENDING = """
            insert into ended_session (token_hash, participation_id, ended_at, reason)
            select session_token_hash, id, :now, :reason from participation
            where id = :participation and session_token_hash is not null""";
}
