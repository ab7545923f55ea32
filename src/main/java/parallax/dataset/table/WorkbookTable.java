package parallax.dataset.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/// One sheet of an Excel workbook (.xlsx). Its first row is the header; a row's line is its number in
/// the sheet.
///
/// A workbook holds numbers with 15 digits: a longer one has lost the rest, and is written with an
/// exponent here, so that nobody takes it for a name.
final class WorkbookTable implements TableFile {
    private static final boolean WITH_FORMATS = true;
    private static final boolean ERROR_WHERE_UNREADABLE = true;
    private static final MathContext KEPT = new MathContext(15);
    private static final BigDecimal EXACT_BELOW = BigDecimal.TEN.pow(KEPT.getPrecision());

    private final String name;
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final Problems problems;
    private final Header header;

    private WorkbookTable(String name, ReadableWorkbook workbook, Sheet sheet, Problems problems)
            throws IOException, FileRefused {
        this.name = name;
        this.workbook = workbook;
        this.problems = problems;
        this.stream = sheet.openStream();
        this.rows = stream.iterator();
        Row first = nextRow();
        if (first == null) {
            throw new UnreadableForm("the sheet '" + sheet.getName() + "' is empty");
        }
        List<String> names = new ArrayList<>();
        for (int column = 0; column < first.getCellCount(); column++) {
            names.add(text(first, column));
        }
        header = new Header(names);
    }

    static WorkbookTable open(FileSource source, Reading reading, Problems problems, Notes notes)
            throws IOException, FileRefused {
        ReadableWorkbook workbook;
        try {
            workbook = new ReadableWorkbook(source.open(), new ReadingOptions(WITH_FORMATS, ERROR_WHERE_UNREADABLE));
        } catch (IOException | RuntimeException broken) {
            throw new UnreadableForm("this ZIP file is not a workbook that can be read: " + why(broken));
        }
        boolean ready = false;
        try {
            List<Sheet> sheets = workbook.getSheets().toList();
            Sheet sheet = chosen(sheets, reading.sheet());
            if (sheets.size() > 1 && reading.sheet() == null) {
                notes.add("the workbook has " + sheets.size() + " sheets ("
                        + Sentences.listed(sheets.stream().map(Sheet::getName).toList())
                        + "); the first is read, --sheet names another");
            }
            WorkbookTable table = new WorkbookTable(source.name(), workbook, sheet, problems);
            ready = true;
            return table;
        } catch (RuntimeException broken) {
            throw new UnreadableForm("this workbook cannot be read: " + why(broken));
        } finally {
            if (!ready) {
                workbook.close();
            }
        }
    }

    private static Sheet chosen(List<Sheet> sheets, @Nullable String named) throws UnreadableForm {
        Optional<Sheet> found = sheets.stream()
                .filter(sheet -> named == null || sheet.getName().equals(named))
                .findFirst();
        if (found.isEmpty()) {
            throw new UnreadableForm("the workbook has no sheet '" + named + "'; it has: "
                    + String.join(", ", sheets.stream().map(Sheet::getName).toList()));
        }
        return found.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public @Nullable TableRow next() throws FileRefused {
        Row row = nextRow();
        if (row == null) {
            return null;
        }
        try {
            return read(row);
        } catch (RuntimeException broken) {
            throw problems.fatal(name, row.getRowNum(), null, "this row cannot be read: " + why(broken));
        }
    }

    private TableRow read(Row row) throws FileRefused {
        int cells = row.getCellCount();
        for (int column = header.size(); column < cells; column++) {
            if (!text(row, column).isBlank()) {
                problems.add(
                        name,
                        row.getRowNum(),
                        null,
                        "the row has " + (column + 1) + " fields or more, the header has " + header.size());
                break;
            }
        }
        String[] fields = new String[header.size()];
        Arrays.setAll(fields, column -> column < cells ? text(row, column) : "");
        return new TableRow(row.getRowNum(), fields);
    }

    private @Nullable Row nextRow() throws FileRefused {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (RuntimeException broken) {
            throw problems.fatal(name, 0, null, "this workbook cannot be read: " + why(broken));
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
            workbook.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(name, unclosed);
        }
    }

    private static String text(Row row, int column) {
        Cell cell = row.getCellCount() > column ? row.getCell(column) : null;
        if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
            return "";
        }
        Object value = cell.getValue();
        if (value instanceof BigDecimal number) {
            return isDate(cell) ? date(cell.asDate()) : number(number);
        }
        return value == null || cell.getType() == CellType.FORMULA ? calculated(cell) : value.toString();
    }

    /// What a formula came to when the workbook was saved.
    private static String calculated(Cell cell) {
        String raw = cell.getRawValue();
        if (raw == null) {
            return "";
        }
        try {
            return number(new BigDecimal(raw));
        } catch (NumberFormatException word) {
            return raw;
        }
    }

    private static String number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.abs().compareTo(EXACT_BELOW) >= 0
                ? plain.round(KEPT).stripTrailingZeros().toString()
                : plain.toPlainString();
    }

    /// Numbers are dates by their format alone.
    private static boolean isDate(Cell cell) {
        String format = cell.getDataFormatString();
        if (format == null) {
            return false;
        }
        String bare = format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.", "");
        return bare.matches("(?i).*(yy|d+.*m+|m+.*d+|h+:m+).*");
    }

    private static String date(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private static String why(Exception broken) {
        return Sentences.shortened(String.valueOf(broken.getMessage()));
    }
}
