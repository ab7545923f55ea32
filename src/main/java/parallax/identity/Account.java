package parallax.identity;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parallax.store.Edited;

/// A member of the staff, or a rater who signs in.
@Entity
public class Account extends Edited {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String email;
    private String displayName;

    @Convert(converter = Role.Stored.class)
    private Role role;

    private String passwordHash;
    private @Nullable Instant disabledAt;

    @SuppressWarnings("UnusedVariable") // for whoever reads the database itself
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected Account() {}

    private Account(String email, String displayName, Role role, Instant createdAt) {
        this.email = normalised(email);
        this.displayName = displayName;
        this.role = role;
        this.passwordHash = Password.nobodys();
        this.createdAt = createdAt;
    }

    /// Somebody who has not chosen a password yet, and cannot sign in before.
    public static Account invited(String email, String displayName, Role role, Instant now) {
        return new Account(email, displayName, role, now);
    }

    public static Optional<Account> byEmail(String email) {
        return find("email", normalised(email)).firstResultOptional();
    }

    public static List<Account> everyone() {
        return list("order by displayName, id");
    }

    /// An e-mail address as it is stored and compared.
    public static String normalised(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    public long id() {
        return id;
    }

    public String email() {
        return email;
    }

    public String displayName() {
        return displayName;
    }

    public Role role() {
        return role;
    }

    void take(Role another) {
        role = another;
    }

    public boolean isOpen() {
        return disabledAt == null;
    }

    /// Whether this password opens the account: never that of a closed one. Takes the same time in either case.
    boolean opensWith(String given) {
        return password().isOf(given) && isOpen();
    }

    /// Which password opens the account.
    PasswordHash password() {
        return new PasswordHash(passwordHash);
    }

    void choosePassword(PasswordHash password) {
        passwordHash = password.text();
    }

    public void close(Instant now) {
        if (isOpen()) {
            disabledAt = now;
        }
    }

    public void reopen() {
        disabledAt = null;
    }
}
