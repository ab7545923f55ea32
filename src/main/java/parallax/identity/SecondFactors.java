package parallax.identity;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import parallax.store.Sql;

/// What somebody shows beside their password. Every change is on the audit trail.
@ApplicationScoped
public class SecondFactors {
    private static final String APP = "an app";
    private static final String PASSKEY = "a passkey";

    private final Sql sql;
    private final AuthenticatorApps apps;
    private final Passkeys passkeys;
    private final RecoveryCodes codes;
    private final Sessions sessions;
    private final HalfSignIns halves;
    private final AuditTrail trail;

    public SecondFactors(
            Sql sql,
            AuthenticatorApps apps,
            Passkeys passkeys,
            RecoveryCodes codes,
            Sessions sessions,
            HalfSignIns halves,
            AuditTrail trail) {
        this.sql = sql;
        this.apps = apps;
        this.passkeys = passkeys;
        this.codes = codes;
        this.sessions = sessions;
        this.halves = halves;
        this.trail = trail;
    }

    /// What an account has.
    ///
    /// @param passkeys the oldest first
    /// @param codesLeft recovery codes that were not used yet
    record Held(boolean app, List<Passkeys.Passkey> passkeys, int codesLeft) {
        boolean isNothing() {
            return howMany() == 0;
        }

        /// The app and each passkey.
        public int howMany() {
            return passkeys.size() + (app ? 1 : 0);
        }
    }

    Held of(long account) {
        return new Held(apps.isSetUp(account), passkeys.of(account), codes.left(account));
    }

    /// Whether a password is not enough to sign in.
    boolean areAskedOf(long account) {
        return !of(account).isNothing();
    }

    /// In words, by account: “an app, a passkey”. Whoever has none is left out.
    Map<Long, String> everybodys() {
        return sql
                .list(
                        row -> Map.entry(row.getLong("account"), row.getString("kind")),
                        """
                        select account_id as account, :app as kind from authenticator_app where sealed_secret is not null
                        union select account_id, :passkey from passkey order by 2""",
                        bind("app", APP),
                        bind("passkey", PASSKEY))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.joining(", "))));
    }

    /// Ends every other session: who was signed in elsewhere with the password alone signs in anew.
    ///
    /// @param code the first that the app shows
    /// @return nothing if the code is not right; else recovery codes to be shown this once, none if
    ///   there are some
    @Transactional
    Optional<List<String>> addApp(long account, String code, Token current) {
        if (!apps.confirm(account, code)) {
            return Optional.empty();
        }
        trail.record(entry(AuditAction.SECOND_FACTOR_ADDED, account).with("kind", APP));
        return Optional.of(added(account, current));
    }

    /// Does the same for a passkey that was added.
    @Transactional
    List<String> addedPasskey(long account, String name, Token current) {
        trail.record(entry(AuditAction.SECOND_FACTOR_ADDED, account)
                .with("kind", PASSKEY)
                .with("name", name));
        return added(account, current);
    }

    private List<String> added(long account, Token current) {
        sessions.endOthers(account, current);
        sessions.strengthen(current);
        return codes.left(account) > 0 ? List.of() : codes.renew(account);
    }

    @Transactional
    void removePasskey(long account, long passkey) {
        passkeys.remove(account, passkey).ifPresent(name -> {
            trail.record(entry(AuditAction.SECOND_FACTOR_REMOVED, account)
                    .with("kind", PASSKEY)
                    .with("name", name));
            forgetCodesOfNothing(account);
        });
    }

    @Transactional
    void removeApp(long account) {
        if (apps.remove(account)) {
            trail.record(entry(AuditAction.SECOND_FACTOR_REMOVED, account).with("kind", APP));
            forgetCodesOfNothing(account);
        }
    }

    private void forgetCodesOfNothing(long account) {
        if (of(account).isNothing()) {
            codes.remove(account);
        }
    }

    @Transactional
    List<String> renewCodes(long account) {
        trail.record(entry(AuditAction.RECOVERY_CODES_RENEWED, account));
        return codes.renew(account);
    }

    /// Whether what was typed shows that the account is theirs: the app's code, or one to fall back on.
    @Transactional
    boolean take(long account, String code) {
        if (apps.takes(account, code.replaceAll("\\s", ""))) {
            return true;
        }
        boolean recovered = codes.use(account, code);
        if (recovered) {
            trail.record(
                    entry(AuditAction.RECOVERY_CODE_USED, account).with("left", Integer.toString(codes.left(account))));
        }
        return recovered;
    }

    /// Takes everything away that somebody lost, and ends their sessions: the password alone opens the
    /// account again.
    ///
    /// @return whether there was something
    @Transactional
    boolean reset(long account, Actor by) {
        boolean had = !of(account).isNothing();
        apps.remove(account);
        passkeys.removeAll(account);
        codes.remove(account);
        if (had) {
            sessions.endAll(account);
            halves.endAll(account);
            trail.record(AuditEntry.of(by, AuditAction.SECOND_FACTOR_RESET).about(account));
        }
        return had;
    }

    private static AuditEntry entry(AuditAction action, long account) {
        return AuditEntry.of(Actor.account(account), action).about(account);
    }
}
