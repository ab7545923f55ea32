package parallax;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.QuarkusApplication;
import parallax.verb.QuickStop;
import picocli.CommandLine;

/// Carries out a verb once the database is ready.
public final class Application implements QuarkusApplication {
    @Override
    public int run(String... args) {
        CommandLine line = new CommandLine(new Verbs(), new BeanFactory());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!QuickStop.isUnderWay()) {
                command.getErr().println(failure.getMessage());
            }
            return 1;
        });
        return line.execute(args);
    }

    private static final class BeanFactory implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            InstanceHandle<K> bean = Arc.container().instance(type);
            return bean.isAvailable()
                    ? bean.get()
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
