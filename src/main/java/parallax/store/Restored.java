package parallax.store;

import java.nio.file.Path;

/// What a room does with a backup that was just restored, before anybody sees it. Where it fails,
/// nothing is restored.
public interface Restored {
    /// @param keys the folder that lay beside the backup's database, as it is now
    /// @return what there is to tell, in sentences; empty if nothing
    String after(Path keys);
}
