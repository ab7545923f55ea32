package parallax.identity;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/// A password that somebody chooses, of a permitted length: it is held against the rules and what stood before, hashed
/// in its turn, and stored.
@ApplicationScoped
public class PasswordChoice {
    private static final String AGAIN = "Choose another password than the one of before.";

    private final PasswordRules rules;
    private final PasswordQueue queue;
    private final Accounts accounts;
    private final OneTimeLink links;

    public PasswordChoice(PasswordRules rules, PasswordQueue queue, Accounts accounts, OneTimeLink links) {
        this.rules = rules;
        this.queue = queue;
        this.accounts = accounts;
        this.links = links;
    }

    /// What came of the form behind a one-time link.
    sealed interface Chosen {
        record Stored(long account) implements Chosen {}

        /// @param problems what must be put right, by field
        record Faulty(Map<String, String> problems) implements Chosen {}

        /// Somebody else used the link meanwhile.
        record LinkGone() implements Chosen {}
    }

    /// @return what must be put right, by field; nothing if it is stored
    Map<String, String> change(long account, String password) {
        Optional<String> fault = queue.run(() -> rules.fault(password, person(account)));
        if (fault.isPresent()) {
            return Map.of("password", fault.get());
        }
        accounts.choosePassword(account, queue.hash(password));
        return Map.of();
    }

    /// @param person the first owner as entered; of anybody else, as stored
    Chosen choose(Token link, OneTimeLink.Purpose purpose, Person person, String password) {
        Optional<String> fault = queue.run(() -> fault(purpose, person, password));
        if (fault.isPresent()) {
            return new Chosen.Faulty(Map.of("password", fault.get()));
        }
        PasswordHash hash = queue.hash(password);
        return QuarkusTransaction.requiringNew()
                .call(() -> links.use(link) ? new Chosen.Stored(stored(purpose, person, hash)) : new Chosen.LinkGone());
    }

    private Optional<String> fault(OneTimeLink.Purpose purpose, Person person, String password) {
        Long account = purpose.accountId();
        return rules.fault(password, person)
                .or(() -> account != null && before(account).isOf(password) ? Optional.of(AGAIN) : Optional.empty());
    }

    private long stored(OneTimeLink.Purpose purpose, Person person, PasswordHash hash) {
        Long account = purpose.accountId();
        if (account == null) {
            return accounts.begin(person.email(), person.displayName(), hash).id();
        }
        accounts.choosePassword(account, hash);
        return account;
    }

    private static Person person(long account) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Account found = Account.findById(account);
            return new Person(found.displayName(), found.email());
        });
    }

    private static PasswordHash before(long account) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Account.<Account>findById(account).password());
    }
}
