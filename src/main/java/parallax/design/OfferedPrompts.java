package parallax.design;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parallax.dataset.items.ItemUploads;
import parallax.generation.PromptSets;
import parallax.generation.Prompts;

/// The prompts that a form asks for: those that come with Parallax, those that stand in it, or those of
/// a file that was brought to the study.
@ApplicationScoped
class OfferedPrompts {
    private final ItemUploads uploads;
    private final PromptSets promptSets;

    OfferedPrompts(ItemUploads uploads, PromptSets promptSets) {
        this.uploads = uploads;
        this.promptSets = promptSets;
    }

    /// @throws IllegalArgumentException naming what is wrong with them
    List<Prompts.Prompt> of(long studyId, GenerationForm form) {
        OptionalLong set = form.promptSet();
        if (set.isEmpty()) {
            return form.prompts();
        }
        if (!uploads.promptSets(studyId).contains(set.getAsLong())) {
            throw new IllegalArgumentException("Those prompts are no longer there: choose others.");
        }
        return promptSets.prompts(set.getAsLong());
    }

    /// What is wrong with the prompts, with the line and the rule.
    Optional<String> fault(long studyId, GenerationForm form) {
        try {
            of(studyId, form);
            return Optional.empty();
        } catch (IllegalArgumentException fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }
}
