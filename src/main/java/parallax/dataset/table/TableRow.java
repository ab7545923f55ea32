package parallax.dataset.table;

/// One row of a file.
///
/// @param line where the row begins; quoted fields may make it longer than a line
/// @param fields exactly as many as the header names
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record TableRow(long line, String[] fields) {
    public String field(int index) {
        return fields[index];
    }
}
