package parallax.store;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether the database answers. Anybody may ask, so nothing more is said: why it does not stands in the log.
@Readiness
@ApplicationScoped
public class DatabaseReady implements HealthCheck {
    private final Sql sql;

    public DatabaseReady(Sql sql) {
        this.sql = sql;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.builder().name("database").status(answers()).build();
    }

    private boolean answers() {
        try {
            return sql.number("select 1") == 1;
        } catch (RuntimeException away) {
            return false;
        }
    }
}
