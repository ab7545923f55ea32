package parallax.design;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parallax.dataset.imports.ImportRemoval;
import parallax.dataset.items.ItemUploads;
import parallax.generation.GenerationRuns;
import parallax.generation.PromptSets;
import parallax.identity.Actor;
import parallax.identity.AuditAction;
import parallax.identity.AuditEntry;
import parallax.identity.AuditTrail;
import parallax.item.Items;
import parallax.study.Studies;

/// Taking out of a draft what should not be published, or deleting the draft itself; both are on the
/// audit trail. What raters have seen is never removed so.
@ApplicationScoped
public class Removal {
    private final Studies studies;
    private final Items items;
    private final GenerationRuns runs;
    private final PromptSets promptSets;
    private final ItemUploads uploads;
    private final ImportRemoval imports;
    private final AuditTrail trail;

    public Removal(
            Studies studies,
            Items items,
            GenerationRuns runs,
            PromptSets promptSets,
            ItemUploads uploads,
            ImportRemoval imports,
            AuditTrail trail) {
        this.studies = studies;
        this.items = items;
        this.runs = runs;
        this.promptSets = promptSets;
        this.uploads = uploads;
        this.imports = imports;
        this.trail = trail;
    }

    /// Its reply stays with its run, so that a resumed run does not write it again.
    ///
    /// @return whether the study is a draft and had such an item
    @Transactional
    public boolean item(long studyId, long itemId, Actor by) {
        boolean removed = studies.holdDraft(studyId) && items.remove(studyId, itemId);
        if (removed) {
            trail.record(
                    AuditEntry.of(by, AuditAction.ITEM_REMOVED).inStudy(studyId).about(itemId));
        }
        return removed;
    }

    /// Deletes a draft with its items and runs, and with the prompts that no other study's run has; or
    /// an imported study that nobody of its own raters was let into.
    ///
    /// @param seen the version of the study on the page that asked for it
    /// @return whether the study was one of these
    @Transactional
    public boolean study(long studyId, @Nullable Integer seen, Actor by) {
        List<Long> prompts = new ArrayList<>(
                runs.hold(studyId)); // runs before their study, as a runner that stores a reply holds them
        prompts.addAll(uploads.promptSets(studyId));
        boolean deleted = studies.deleteDraft(studyId, seen, by);
        if (deleted) {
            promptSets.removeUnused(prompts);
        }
        return deleted || imports.delete(studyId, seen, by);
    }
}
