package parallax.dataset.table;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Parquet file, or a folder of them with one schema. Lists of plain values are fields with commas
/// between them, other values inside values are JSON. A row's line is its number, counted from 1.
final class ParquetTable implements TableFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<CompressionCodec> COMPRESSIONS = EnumSet.of(
            CompressionCodec.UNCOMPRESSED, CompressionCodec.SNAPPY, CompressionCodec.GZIP, CompressionCodec.ZSTD);

    /// A file that is damaged inside can leave its reader waiting for a page that never comes.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final Problems problems;
    private final ParquetFileReader file;
    private final Stall stall;
    private final RowReader rows;
    private final Header header;
    private long row;

    private ParquetTable(String name, ParquetFileReader file, Stall stall, Problems problems) {
        this.stall = stall;
        this.name = name;
        this.problems = problems;
        this.file = file;
        this.header = new Header(file.getFileSchema().getRootNode().children().stream()
                .map(SchemaNode::name)
                .toList());
        this.rows = stall.watched(file::rowReader);
    }

    static ParquetTable open(FileSource source, Problems problems) throws IOException {
        return open(source, PATIENCE, problems);
    }

    /// @param patience how long the reader may stand still
    static ParquetTable open(FileSource source, Duration patience, Problems problems) throws IOException {
        if (source.opening() instanceof FileSource.OnDisk disk) {
            return open(source.name(), List.of(InputFile.of(disk.path())), patience, problems);
        }
        try (InputStream in = source.open()) {
            InputFile whole = InputFile.of(ByteBuffer.wrap(in.readAllBytes()));
            return open(source.name(), List.of(whole), patience, problems);
        }
    }

    /// Every Parquet file that lies in a folder itself, in the order of their names.
    static ParquetTable folder(String name, Path folder, Problems problems) throws IOException {
        List<InputFile> files = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path path : inside.sorted().toList()) {
                if (Files.isDirectory(path)
                        && String.valueOf(path.getFileName()).contains("=")) {
                    throw new UnreadableForm("this folder is divided into folders such as " + path.getFileName()
                            + ", whose names hold a column; only folders of Parquet files themselves can be read");
                }
                if (String.valueOf(path.getFileName()).endsWith(".parquet")) {
                    files.add(InputFile.of(path));
                }
            }
        }
        if (files.isEmpty()) {
            throw new UnreadableForm("this is a folder without a Parquet file: name a file");
        }
        return open(name, files, PATIENCE, problems);
    }

    private static ParquetTable open(String name, List<InputFile> files, Duration patience, Problems problems)
            throws IOException {
        ParquetFileReader file = null;
        Stall stall = new Stall(patience);
        try {
            file = ParquetFileReader.openAll(files);
            refuseUnknownCompression(file);
            return new ParquetTable(name, file, stall, problems);
        } catch (UnreadableForm named) {
            close(file, stall);
            throw named;
        } catch (IOException | RuntimeException broken) {
            close(file, stall);
            throw new UnreadableForm("this Parquet file cannot be read: " + why(broken));
        }
    }

    private static void close(@Nullable ParquetFileReader file, Stall stall) throws IOException {
        stall.close();
        if (file != null) {
            file.close();
        }
    }

    private static void refuseUnknownCompression(ParquetFileReader file) throws UnreadableForm {
        for (RowGroup rows : file.getFileMetaData().rowGroups()) {
            for (ColumnChunk column : rows.columns()) {
                CompressionCodec codec = column.metaData().codec();
                if (!COMPRESSIONS.contains(codec)) {
                    throw new UnreadableForm("this Parquet file is compressed with " + codec
                            + ", which cannot be read; write it with Snappy, Zstandard or gzip");
                }
            }
        }
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
        try {
            if (!stall.watched(rows::hasNext)) {
                return null;
            }
            rows.next();
            row++;
            String[] fields = new String[header.size()];
            for (int column = 0; column < fields.length; column++) {
                fields[column] = rows.isNull(column) ? "" : text(rows.getValue(column));
            }
            return new TableRow(row, fields);
        } catch (RuntimeException broken) {
            throw problems.fatal(name, row, null, "this Parquet file cannot be read: " + why(broken));
        }
    }

    @Override
    public void close() {
        stall.close();
        rows.close();
        try {
            file.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(name, unclosed);
        }
    }

    private static String text(@Nullable Object value) {
        Object plain = plain(value);
        return switch (plain) {
            case null -> "";
            case List<?> list -> JsonShape.text(JSON.valueToTree(list));
            case Map<?, ?> map -> JSON.valueToTree(map).toString();
            default -> plain.toString();
        };
    }

    /// A value without Parquet's own types: numbers, texts, lists and maps of them.
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case BigDecimal number -> number.toPlainString();
            case PqList list -> {
                List<@Nullable Object> values = new ArrayList<>();
                list.values().forEach(element -> values.add(plain(element)));
                yield values;
            }
            case PqStruct struct -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                for (int field = 0; field < struct.getFieldCount(); field++) {
                    fields.put(struct.getFieldName(field), struct.isNull(field) ? null : plain(struct.getValue(field)));
                }
                yield fields;
            }
            case PqMap map -> {
                Map<String, @Nullable Object> entries = new HashMap<>();
                map.getEntries().forEach(entry -> entries.put(String.valueOf(entry.getKey()), plain(entry.getValue())));
                yield entries;
            }
            case Number number -> number;
            case Boolean truth -> truth;
            default -> value.toString();
        };
    }

    private static String why(Exception broken) {
        return Sentences.shortened(String.valueOf(broken.getMessage()));
    }
}
