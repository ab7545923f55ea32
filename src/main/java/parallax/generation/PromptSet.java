package parallax.generation;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parallax.store.Edited;

/// What is put to a model, under a title; its prompts are rows of their own, as there can be a hundred thousand.
@Entity
public class PromptSet extends Edited {
    private static final int LONGEST_TITLE = 200;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @SuppressWarnings("UnusedVariable") // for whoever reads the database itself
    private String title;

    @SuppressWarnings("UnusedVariable") // for whoever reads the database itself
    private @Nullable Long createdBy;

    @SuppressWarnings("UnusedVariable") // for whoever reads the database itself
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected PromptSet() {}

    private PromptSet(String title, @Nullable Long createdBy, Instant createdAt) {
        this.title = title;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }

    /// @param title a longer one is cut
    /// @param createdBy whose it is; null when the installation makes it itself
    static PromptSet titled(String title, @Nullable Long createdBy, Instant now) {
        String cut = title.codePoints()
                .limit(LONGEST_TITLE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new PromptSet(cut, createdBy, now);
    }

    long id() {
        return id;
    }
}
