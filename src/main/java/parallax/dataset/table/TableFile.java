package parallax.dataset.table;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/// A file as a header and rows of text, whatever its form.
public interface TableFile extends AutoCloseable {
    /// What people call the file.
    String name();

    Header header();

    /// The next row, with as many fields as the header has names; null at the end of the file.
    @Nullable
    TableRow next() throws FileRefused;

    @Override
    void close();

    /// Opens a file and reads its header. Containers are unpacked and the form is told from the first
    /// bytes, never from the name. Columns without a name, empty rows and heading rows below the header
    /// are left out, with a note.
    ///
    /// @param reading what somebody said of the file; the rest is told from its bytes
    static TableFile open(FileSource source, Reading reading, Problems problems, Notes notes) throws FileRefused {
        try {
            return TidiedTable.of(Form.open(source, reading, problems, notes), problems, notes);
        } catch (NoSuchFileException missing) {
            throw problems.fatal(source.name(), 0, null, "there is no such file");
        } catch (AccessDeniedException closed) {
            throw problems.fatal(source.name(), 0, null, "the file may not be read");
        } catch (UnreadableForm unreadable) {
            throw problems.fatal(source.name(), unreadable.line(), null, unreadable.rule());
        } catch (IOException unread) {
            throw problems.fatal(source.name(), 0, null, "the file cannot be read: " + unread.getMessage());
        }
    }
}
