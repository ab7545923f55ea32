package parallax.study;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.identity.Account;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.Role;
import parallax.identity.Sessions;
import parallax.store.Sql;

/// Sharing a study by an address. Whoever shares it is not told whether an account has that address: the
/// invitation waits until its holder accepts it, and looks the same where there is none. Who is a member
/// already is on the study's page, and gets changed rights at once.
@ApplicationScoped
public class Invitations {
    /// An address is not kept for longer.
    static final Duration VALIDITY = Duration.ofDays(30);

    private final Sql sql;
    private final Clock clock;
    private final Membership membership;
    private final AuditTrail trail;

    public Invitations(Sql sql, Clock clock, Membership membership, AuditTrail trail) {
        this.sql = sql;
        this.clock = clock;
        this.membership = membership;
        this.trail = trail;
    }

    /// The rights that somebody is offered.
    ///
    /// @param email normalised
    /// @param seen the version of each account's membership on the page that asks; null if no page does
    public record Offer(
            String email,
            Role role,
            boolean mayExport,
            @Nullable Map<Long, Integer> seen) {
        private Membership.Grant to(long account) {
            return new Membership.Grant(
                    account, role, mayExport, seen == null ? null : seen.getOrDefault(account, StudyMember.NONE));
        }
    }

    /// An invitation that nobody has answered.
    ///
    /// @param until when it ends by itself
    public record Waiting(long id, String email, Role role, boolean mayExport, Instant until) {}

    /// An invitation as its holder sees it.
    ///
    /// @param from who invited them; empty if the installation did
    public record Received(long id, String study, String from, Role role, boolean mayExport) {}

    private record Stored(long id, long study, @Nullable Long by, Role role, boolean mayExport) {}

    /// @return why the rights may not be given; empty where they are, or wait to be accepted
    @Transactional
    public Optional<String> share(Study study, Offer offer, Grantor by) {
        Optional<Long> member = member(study.id(), offer);
        if (member.isPresent()) {
            return membership.grant(study, offer.to(member.get()), by);
        }
        boolean offeredMore = waiting(study.id()).stream()
                .anyMatch(waiting -> waiting.mayExport() && waiting.email().equals(offer.email()));
        Optional<String> refusal = by.refusalToInvite(offer.mayExport(), offeredMore);
        if (refusal.isEmpty()) {
            invite(study.id(), offer, by);
        }
        return refusal;
    }

    /// The account of a member, or of somebody who was one. Of other accounts nothing is looked up.
    private Optional<Long> member(long study, Offer offer) {
        Map<Long, Integer> seen = Objects.requireNonNullElse(offer.seen(), Map.of());
        return sql.first(
                row -> row.getLong(1),
                """
                select a.id from account a
                where a.email = :email and (
                    exists (select 1 from study_member m where m.study_id = :study and m.account_id = a.id)
                    or a.id = any (:seen) and exists (
                        select 1 from audit_entry t
                        where t.action = 'member.revoked' and t.study_id = :study and t.subject_id = a.id))""",
                bind("email", offer.email()),
                bind("study", study),
                bind("seen", seen.keySet().toArray(Long[]::new)));
    }

    private void invite(long study, Offer offer, Grantor by) {
        Instant now = clock.instant();
        sql.update("delete from study_invitation where expires_at <= :now", bind("now", now));
        sql.update(
                """
                insert into study_invitation (study_id, email, role, may_export, invited_by, created_at, expires_at)
                values (:study, :email, :role, :export, :by, :now, :expires)
                on conflict (study_id, email) do update set role = excluded.role, may_export = excluded.may_export,
                    invited_by = excluded.invited_by, created_at = excluded.created_at, expires_at = excluded.expires_at""",
                bind("study", study),
                bind("email", offer.email()),
                bind("role", offer.role().word()),
                bind("export", offer.mayExport()),
                bind("by", by.accountId()),
                bind("now", now),
                bind("expires", now.plus(VALIDITY)));
        trail.record(entry(AuditAction.MEMBER_INVITED, study, by.actor())
                .with("email", trail.keyed(offer.email()))
                .with("role", offer.role().word())
                .with("export", Boolean.toString(offer.mayExport())));
    }

    /// The invitations to a study, by address.
    public List<Waiting> waiting(long studyId) {
        return sql.list(
                row -> new Waiting(
                        row.getLong("id"),
                        row.getString("email"),
                        Role.of(row.getString("role")),
                        row.getBoolean("may_export"),
                        Objects.requireNonNull(Sql.instant(row, "expires_at"))),
                "select * from study_invitation where study_id = :study and expires_at > :now order by email",
                bind("study", studyId),
                bind("now", clock.instant()));
    }

    /// The invitations to somebody, the oldest first.
    public List<Received> to(Sessions.Holder account) {
        return sql.list(
                row -> new Received(
                        row.getLong("id"),
                        row.getString("title"),
                        row.getString("inviter"),
                        Role.of(row.getString("role")),
                        row.getBoolean("may_export")),
                """
                select i.id, s.title, coalesce(a.display_name, '') as inviter, i.role, i.may_export
                from study_invitation i join study s on s.id = i.study_id left join account a on a.id = i.invited_by
                where i.email = :email and i.expires_at > :now order by i.id""",
                bind("email", Account.normalised(account.email())),
                bind("now", clock.instant()));
    }

    /// The addresses that were invited to some study and that no account has: an owner can invite them
    /// here.
    public List<String> withoutAccount() {
        return sql.list(row -> row.getString(1), """
                select distinct i.email from study_invitation i where i.expires_at > :now
                  and not exists (select 1 from account a where a.email = i.email)
                order by 1""", bind("now", clock.instant()));
    }

    /// @return why it may not be taken back; empty where it was
    /// @throws NotFoundException if the study has no such invitation
    @Transactional
    public Optional<String> takeBack(Study study, long id, Grantor by) {
        Waiting found = waiting(study.id()).stream()
                .filter(waiting -> waiting.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("no such invitation"));
        Optional<String> refusal = by.refusalToTakeBack(found.mayExport());
        if (refusal.isEmpty()) {
            sql.update("delete from study_invitation where id = :id", bind("id", id));
            trail.record(entry(AuditAction.INVITATION_TAKEN_BACK, study.id(), by.actor()));
        }
        return refusal;
    }

    /// What came of an answer to an invitation.
    public enum Answered {
        DONE,
        /// Whoever gave it may no longer give these rights.
        VOID,
        /// There is none of that id for this account.
        UNKNOWN
    }

    /// Makes an account a member, by the rights that whoever invited it still has.
    @Transactional
    public Answered accept(long id, Sessions.Holder account) {
        Optional<Stored> taken = take(id, account);
        if (taken.isEmpty()) {
            return Answered.UNKNOWN;
        }
        Stored invitation = taken.get();
        Study study = Study.findById(invitation.study());
        trail.record(entry(AuditAction.INVITATION_ACCEPTED, study.id(), Actor.account(account.accountId())));
        var grant = new Membership.Grant(account.accountId(), invitation.role(), invitation.mayExport(), null);
        boolean given = Grantor.now(study, invitation.by())
                .map(by -> membership.grant(study, grant, by).isEmpty())
                .orElse(false);
        return given ? Answered.DONE : Answered.VOID;
    }

    @Transactional
    public Answered decline(long id, Sessions.Holder account) {
        Optional<Stored> taken = take(id, account);
        taken.ifPresent(invitation -> trail.record(
                entry(AuditAction.INVITATION_DECLINED, invitation.study(), Actor.account(account.accountId()))));
        return taken.isPresent() ? Answered.DONE : Answered.UNKNOWN;
    }

    private Optional<Stored> take(long id, Sessions.Holder account) {
        return sql.first(
                Invitations::stored,
                "delete from study_invitation where id = :id and email = :email and expires_at > :now returning *",
                bind("id", id),
                bind("email", Account.normalised(account.email())),
                bind("now", clock.instant()));
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("id"),
                row.getLong("study_id"),
                row.getObject("invited_by", Long.class),
                Role.of(row.getString("role")),
                row.getBoolean("may_export"));
    }

    private static AuditEntry entry(AuditAction action, long study, Actor by) {
        return AuditEntry.of(by, action).inStudy(study).about(study);
    }
}
