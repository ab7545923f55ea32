package parallax.identity;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/// A member of the staff, or a rater who signs in.
@Entity
@NullUnmarked
public class Account extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String email;
    public String displayName;
    public String role;
    public String passwordHash;
    public Instant createdAt;
    public Instant disabledAt;

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

    public boolean isEnabled() {
        return disabledAt == null;
    }
}
