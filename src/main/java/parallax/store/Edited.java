package parallax.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/// A row that staff edit through forms. Its version goes up with each change; of two who change it at the same
/// time the later one is refused, with an [OptimisticLockException], and sees a page that says so.
@MappedSuperclass
public abstract class Edited extends PanacheEntityBase {
    @Version
    private int version;

    /// How often this was changed. A form holds it, so that what was decided on an old page is not done.
    public int version() {
        return version;
    }

    /// @param seen the version on the page on which somebody decided; null for a program, which saw no page
    /// @throws OptimisticLockException if this was changed since
    public void requireUnchanged(@Nullable Integer seen) {
        if (seen != null && seen != version) {
            throw new OptimisticLockException("version " + seen + " was changed: it is version " + version + " now");
        }
    }
}
