package parallax.api;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import parallax.dataset.file.ItemColumns;
import parallax.dataset.file.Twins;

/// What the columns of a file of conversations hold, in an address; what is left out is told by the
/// columns' names and by what they hold.
public record ItemsQuery(
        @Parameter(description = "what notes and refusals call the file") @QueryParam("fileName") @DefaultValue("items")
        String fileName,

        @Parameter(description = "your own id") @QueryParam("idColumn") @Nullable
        String idColumn,

        @BeanParam Texts texts,

        @Parameter(description = "the topic") @QueryParam("topicColumn") @Nullable
        String topicColumn,

        @Parameter(description = "the severity") @QueryParam("severityColumn") @Nullable
        String severityColumn,

        @Parameter(description = "an expert's answer to the study's overall question")
        @QueryParam("goldColumn")
        @Nullable
        String goldColumn,

        @Parameter(description = "a conversation that occurs under several ids is an item under each of them")
        @QueryParam("keepRepeats")
        @DefaultValue("false")
        boolean keepRepeats) {

    /// Where the conversation stands.
    public record Texts(
            @Parameter(description = "the whole conversation: messages, or text with marks of who speaks")
            @QueryParam("messagesColumn")
            @Nullable
            String messagesColumn,

            @Parameter(description = "what was said before the reply") @QueryParam("contextColumn") @Nullable
            String contextColumn,

            @Parameter(description = "the reply") @QueryParam("responseColumn") @Nullable
            String responseColumn,

            @Parameter(description = "another reply to the same, to be compared with it")
            @QueryParam("alternativeColumn")
            @Nullable
            String alternativeColumn) {}

    ItemColumns columns() {
        return new ItemColumns(
                idColumn,
                texts.messagesColumn,
                texts.contextColumn,
                texts.responseColumn,
                texts.alternativeColumn,
                topicColumn,
                severityColumn,
                goldColumn);
    }

    Twins twins() {
        return keepRepeats ? Twins.KEPT : Twins.FOLDED;
    }
}
