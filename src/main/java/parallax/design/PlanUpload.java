package parallax.design;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import parallax.design.plan.PlanFault;
import parallax.design.plan.PlanRefused;

/// The file of a plan as it was sent by a form.
final class PlanUpload {
    private PlanUpload() {}

    /// @throws PlanRefused if there is none, or it is not text
    static String text(@Nullable FileUpload file) throws PlanRefused {
        if (file == null || file.fileName().isEmpty()) {
            throw refused("Choose a file.");
        }
        try {
            byte[] bytes = Files.readAllBytes(file.uploadedFile());
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw refused("The file is not text in UTF-8.");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("what was sent cannot be read", unreadable);
        }
    }

    private static PlanRefused refused(String rule) {
        return new PlanRefused(List.of(new PlanFault(0, "", rule)));
    }
}
