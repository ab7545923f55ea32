package parallax.runner.command;

import parallax.runner.ParallaxVersion;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the same for every verb.
public final class VersionLine implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"parallax " + ParallaxVersion.text()};
    }
}
