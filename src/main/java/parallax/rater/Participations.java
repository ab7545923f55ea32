package parallax.rater;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.identity.InstallationSecret;
import parallax.identity.Token;
import parallax.store.Sql;
import parallax.study.Strata;
import parallax.study.StudyDesign;
import parallax.study.WatchedSignals;

/// Arriving at a study and agreeing to it.
@ApplicationScoped
public class Participations {
    static final String COLUMNS =
            "p.id, p.study_id, p.pseudonym, p.state, p.stratum_id, p.submitted, p.unproved_since, p.last_seen_at";

    private final Sql sql;
    private final Clock clock;
    private final AuditTrail trail;
    private final Strata strata;
    private final InstallationSecret secret;
    private final PanelIds ids;
    private final WatchedSignals signals;

    public Participations(
            Sql sql,
            Clock clock,
            AuditTrail trail,
            Strata strata,
            InstallationSecret secret,
            PanelIds ids,
            WatchedSignals signals) {
        this.sql = sql;
        this.clock = clock;
        this.trail = trail;
        this.strata = strata;
        this.secret = secret;
        this.ids = ids;
        this.signals = signals;
    }

    /// Who a rater is to the pool that sent them. An identifier, not a login.
    ///
    /// @param source `panel`, `link`, `account` or `simulated`
    /// @param session the panel's own id of this visit, or null
    /// @param account the account that they rate under, or null
    public record Origin(
            String source,
            String pool,
            String externalId,
            @Nullable String session,
            @Nullable Long account) {
        private static final int LONGEST = 200;

        public Origin {
            if (externalId.isBlank() || externalId.length() > LONGEST) {
                throw new IllegalArgumentException("a rater's id has 1 to " + LONGEST + " characters");
            }
        }

        boolean isFromPanel() {
            return source.equals("panel");
        }

        /// Somebody from a panel, by the panel's own name for them.
        ///
        /// @param session the panel's own id of this visit, or null
        public static Origin panel(String panel, String id, @Nullable String session) {
            return new Origin("panel", panel, id, session, null);
        }

        /// Somebody with the link of the study and no other identity.
        public static Origin link() {
            return new Origin("link", "Open link", UUID.randomUUID().toString(), null, null);
        }

        /// Somebody who is signed in, on whichever device.
        public static Origin account(long id) {
            return new Origin("account", "Accounts", Long.toString(id), null, id);
        }

        public static Origin simulated(String id) {
            return new Origin("simulated", "Simulated raters", id, null, null);
        }
    }

    public Optional<Participation> bySession(long studyId, Token token) {
        return sql.first(
                Participations::read,
                "select " + COLUMNS
                        + " from participation p where p.session_token_hash = :token and p.study_id = :study",
                bind("token", token.hash()),
                bind("study", studyId));
    }

    public Participation byId(long id) {
        return sql.one(
                Participations::read,
                "select " + COLUMNS + " from participation p where p.id = :participation",
                bind("participation", id));
    }

    /// The participation, locked until the transaction ends.
    public Participation locked(long id) {
        return sql.one(
                Participations::read,
                "select " + COLUMNS + " from participation p where p.id = :participation for update",
                bind("participation", id));
    }

    /// The part that somebody has in a study already, on whichever device.
    public Optional<Participation> known(long studyId, Origin origin) {
        return sql.first(
                Participations::read,
                "select " + COLUMNS + """
                         from participation p
                        join rater r on r.id = p.rater_id join rater_pool o on o.id = r.pool_id
                        where p.study_id = :study and o.name = :pool and r.external_id = any (:names)""",
                bind("study", studyId),
                bind("pool", origin.pool()),
                bind(
                        "names",
                        names(origin)
                                .flatMap(name -> Stream.of(name, erased(origin.pool(), name)))
                                .toArray(String[]::new)));
    }

    /// Under what somebody is stored: a panel's people by a keyed hash, or by their name until it is
    /// sealed.
    private Stream<String> names(Origin origin) {
        if (!origin.isFromPanel()) {
            return Stream.of(origin.externalId());
        }
        Stream<String> sealed = Stream.of(ids.name(origin.pool(), origin.externalId()));
        return PanelIds.isSealed(origin.externalId()) ? sealed : Stream.concat(sealed, Stream.of(origin.externalId()));
    }

    /// What stands for the name of somebody who withdrew: they are known if they come again, and named
    /// nowhere.
    private String erased(String pool, String externalId) {
        byte[] mac = secret.mac("erased-rater", (pool + "\n" + externalId).getBytes(StandardCharsets.UTF_8));
        return "erased " + HexFormat.of().formatHex(mac);
    }

    /// Begins the part of a rater in a study and gives this device its session. Nothing if they have
    /// begun before: whoever goes on shows who they are ([RaterDevices#takeOver]).
    @Transactional
    public Optional<Token> arrive(long studyId, Origin origin) {
        long pool = poolId(origin.pool(), origin.source());
        long rater = raterId(pool, origin);
        Token token = Token.create();
        int begun = sql.update(
                """
                insert into participation (study_id, rater_id, pseudonym, state, sealed_visit, session_token_hash, last_seen_at,
                    created_at)
                values (:study, :rater, :pseudonym, 'arrived', :session, :token, :now, :now)
                on conflict (study_id, rater_id) do nothing""",
                bind("study", studyId),
                bind("rater", rater),
                bind("pseudonym", newPseudonym()),
                bind("session", origin.session() == null ? null : ids.encrypted(origin.session())),
                bind("token", token.hash()),
                bind("now", clock.instant()));
        return begun == 1 ? Optional.of(token) : Optional.empty();
    }

    /// The person of that name in the pool, who is stored if they are new.
    private long raterId(long pool, Origin origin) {
        String[] names = names(origin).toArray(String[]::new);
        return rater(pool, names).orElseGet(() -> {
            sql.update(
                    """
                    insert into rater (pool_id, external_id, sealed_id, account_id, created_at)
                    values (:pool, :name, :sealed, :account, :now)
                    on conflict (pool_id, external_id) do nothing""",
                    bind("pool", pool),
                    bind("name", names[0]),
                    bind("sealed", origin.isFromPanel() ? ids.encrypted(origin.externalId()) : null),
                    bind("account", origin.account()),
                    bind("now", clock.instant()));
            return rater(pool, names).orElseThrow();
        });
    }

    private Optional<Long> rater(long pool, String[] names) {
        return sql.first(
                row -> row.getLong(1),
                "select id from rater where pool_id = :pool and external_id = any (:names) order by id",
                bind("pool", pool),
                bind("names", names));
    }

    /// Begins the part of somebody who agrees to take part; nothing if they have begun before.
    @Transactional
    public Optional<Token> begin(long studyId, Origin origin) {
        Optional<Token> token = known(studyId, origin).isPresent() ? Optional.empty() : arrive(studyId, origin);
        token.flatMap(t -> bySession(studyId, t)).ifPresent(this::consent);
        return token;
    }

    /// Whether whoever has a rater's session agreed to take part and has shown who they are.
    public boolean hasShownThemselves(Participation rater) {
        return rater.isProved()
                && sql.number(
                                "select count(*) from participation where id = :participation and consented_at is not null",
                                bind("participation", rater.id()))
                        == 1;
    }

    /// Leaves nothing of a rater but that they withdrew; whoever asks holds their row.
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(Participation rater) {
        sql.update("delete from demographic_answer where participation_id = :rater", bind("rater", rater.id()));
        sql.update("delete from group_membership where participation_id = :rater", bind("rater", rater.id()));
        sql.update("delete from device_mark where participation_id = :rater", bind("rater", rater.id()));
        sql.update("delete from former_demographics where participation_id = :rater", bind("rater", rater.id()));
        sql.update("delete from ended_session where participation_id = :rater", bind("rater", rater.id()));
        boolean held = rater.is(Participation.State.ADMITTED) || rater.is(Participation.State.COMPLETED);
        if (held) {
            strata.giveBack(Map.of(Objects.requireNonNull(rater.stratumId()), 1L));
        }
        sql.update("""
                update participation set state = 'withdrawn', pseudonym = :pseudonym, stratum_id = null,
                    panel_session = null, sealed_visit = null, session_token_hash = null, own_code_mac = null,
                    submitted = 0, comprehension_tries = 0, comprehended_at = null, trial_ended_at = null, finished_at = :now
                where id = :rater""", bind("pseudonym", newPseudonym()), bind("now", clock.instant()), bind("rater", rater.id()));
        eraseName(rater);
    }

    /// The panel's name for somebody goes when no other study knows them by it.
    private void eraseName(Participation rater) {
        record Named(long id, String pool, String externalId) {}
        sql.first(row -> new Named(row.getLong(1), row.getString(2), row.getString(3)), """
                        select r.id, o.name, r.external_id
                        from participation p join rater r on r.id = p.rater_id join rater_pool o on o.id = r.pool_id
                        where p.id = :rater and not exists (
                            select 1 from participation q
                            where q.rater_id = r.id and q.state <> 'withdrawn')""", bind("rater", rater.id()))
                .ifPresent(named -> sql.update(
                        "update rater set external_id = :erased, sealed_id = null, account_id = null where id = :id",
                        bind("erased", erased(named.pool(), named.externalId())),
                        bind("id", named.id())));
    }

    /// Whether a rater has tried the trial item, or passed it over.
    public boolean hasEndedTrial(Participation rater) {
        return sql.number(
                        "select count(*) from participation where id = :participation and trial_ended_at is not null",
                        bind("participation", rater.id()))
                == 1;
    }

    /// Notes that a rater is through with the trial item, and nothing of what they answered.
    public void endTrial(Participation rater) {
        sql.update(
                "update participation set trial_ended_at = :now where id = :participation and trial_ended_at is null",
                bind("now", clock.instant()),
                bind("participation", rater.id()));
    }

    /// Whether the page that ends a rater's part may show the panel's code. Whoever came by the bare
    /// link is paid by nobody; whoever went on without showing who they are is not paid for a part that had
    /// ended before.
    public boolean mayHaveCode(Participation rater) {
        return sql.number("""
                        select count(*) from participation p join rater r on r.id = p.rater_id
                        join rater_pool o on o.id = r.pool_id
                        where p.id = :participation and o.source in ('panel', 'account')
                          and (p.unproved_since is null or p.finished_at >= p.unproved_since)""", bind("participation", rater.id())) == 1;
    }

    /// Records consent to the newest version of the statement. Consent given once stays given.
    @Transactional
    public void consent(Participation participation) {
        int agreed = sql.update("""
                update participation p set state = 'consented', consented_at = :now,
                    consent_version_id = (select id from consent_version where study_id = p.study_id order by version desc limit 1)
                where p.id = :participation
                    and p.state = 'arrived'""", bind("now", clock.instant()), bind("participation", participation.id()));
        if (agreed == 1) {
            audit(AuditAction.CONSENT_GIVEN, participation);
        }
    }

    /// What raters agree to: the study's own words, and what it looks at in how they work.
    public String consentStatement(long studyId) {
        String statement = sql.one(
                row -> row.getString(1),
                "select statement from consent_version where study_id = :study order by version desc limit 1",
                bind("study", studyId));
        return statement + signals.disclosure(studyId);
    }

    /// Ends a rater's part before they have judged as many as they were asked for: complete if nothing
    /// more was to be had for them, else ended early, and then their place is another's.
    @Transactional
    public void end(Participation rater, Participation.State as) {
        int ended = sql.update(
                "update participation set state = :state, finished_at = :now where id = :participation and state = 'admitted'",
                bind("state", as.word()),
                bind("now", clock.instant()),
                bind("participation", rater.id()));
        if (ended == 1 && as == Participation.State.ENDED_EARLY) {
            strata.giveBack(Map.of(Objects.requireNonNull(rater.stratumId()), 1L));
            audit(AuditAction.RATER_ENDED_EARLY, rater);
        }
    }

    void audit(AuditAction action, Participation participation) {
        trail.record(AuditEntry.of(Actor.participation(participation.id()), action)
                .inStudy(participation.studyId())
                .about(participation.id()));
    }

    /// The pool of that name, which is made if there is none.
    ///
    /// @param source `panel`, `link`, `account`, `simulated` or `imported`
    public long poolId(String name, String source) {
        sql.update(
                "insert into rater_pool (name, source) values (:name, :source) on conflict (name) do nothing",
                bind("name", name),
                bind("source", source));
        return sql.number("select id from rater_pool where name = :name", bind("name", name));
    }

    /// Forgets a pool with its raters, who take part in nothing any more.
    @Transactional(Transactional.TxType.MANDATORY)
    public void forgetPool(String name) {
        sql.update(
                "delete from rater where pool_id in (select id from rater_pool where name = :name)",
                bind("name", name));
        sql.update("delete from rater_pool where name = :name", bind("name", name));
    }

    private static String newPseudonym() {
        return "r" + StudyDesign.newCode().substring(0, 9);
    }

    static Participation read(ResultSet row) throws SQLException {
        Instant seen = Objects.requireNonNullElse(Sql.instant(row, "last_seen_at"), Instant.EPOCH);
        return new Participation(
                row.getLong("id"),
                row.getLong("study_id"),
                row.getString("pseudonym"),
                Participation.State.of(row.getString("state")),
                row.getObject("stratum_id", Long.class),
                row.getInt("submitted"),
                Sql.instant(row, "unproved_since"),
                seen);
    }
}
