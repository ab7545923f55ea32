package parallax.dataset.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// JSON records as rows: a list of objects, one object per line, an object of objects by their names, or
/// an object that holds one list of objects. Objects inside a record become columns named `outer.inner`;
/// a [JsonShape] makes several rows of a record that holds several answers. The file is read twice, the
/// first time for its columns.
final class JsonTable implements TableFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final JsonFactory FACTORY = JSON.getFactory();

    private final String name;
    private final Problems problems;
    private final Header header;
    private final JsonShape shape;
    private final Records records;
    private final Deque<TableRow> ahead = new ArrayDeque<>();

    private JsonTable(String name, Header header, JsonShape shape, Records records, Problems problems) {
        this.name = name;
        this.header = header;
        this.shape = shape;
        this.records = records;
        this.problems = problems;
    }

    static JsonTable open(FileSource source, Reading reading, Problems problems, Notes notes)
            throws IOException, FileRefused {
        Charset encoding = TextEncoding.of(source, reading.encoding(), notes);
        Set<String> columns = new LinkedHashSet<>();
        JsonShape shape = null;
        try (Records records = new Records(source, encoding)) {
            for (Numbered record = records.next(); record != null; record = records.next()) {
                if (!record.node().isObject()) {
                    throw new UnreadableForm("a record is not a JSON object", record.line());
                }
                shape = shape == null ? JsonShape.of(record.node()) : shape;
                for (Map<String, String> row : shape.rows(record.node())) {
                    columns.addAll(row.keySet());
                }
            }
        }
        if (shape == null) {
            throw new UnreadableForm("the file holds no record");
        }
        if (!shape.equals(JsonShape.FLAT)) {
            notes.add("read as " + shape.words());
        }
        return new JsonTable(
                source.name(), new Header(new ArrayList<>(columns)), shape, new Records(source, encoding), problems);
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
            while (ahead.isEmpty()) {
                Numbered record = records.next();
                if (record == null) {
                    return null;
                }
                for (Map<String, String> row : shape.rows(record.node())) {
                    String[] fields = header.names().stream()
                            .map(column -> row.getOrDefault(column, ""))
                            .toArray(String[]::new);
                    ahead.addLast(new TableRow(record.line(), fields));
                }
            }
            return ahead.removeFirst();
        } catch (UnreadableForm changed) {
            throw problems.fatal(name, changed.line(), null, changed.rule());
        } catch (IOException unread) {
            throw problems.fatal(name, 0, null, "the file cannot be read: " + unread.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(name, unclosed);
        }
    }

    /// A record and the line on which it begins.
    private record Numbered(JsonNode node, long line) {}

    /// The records of a file, one after the other.
    private static final class Records implements AutoCloseable {
        private final JsonParser parser;
        private final Deque<Numbered> ahead = new ArrayDeque<>();
        private boolean inList;

        Records(FileSource source, Charset encoding) throws IOException {
            Reader text = new BufferedReader(new InputStreamReader(source.open(), encoding));
            text.mark(1);
            if (text.read() != '\uFEFF') {
                text.reset();
            }
            parser = FACTORY.createParser(text);
            parser.setCodec(JSON);
            try {
                begin();
            } catch (JsonProcessingException broken) {
                throw unreadable(broken);
            }
        }

        /// The next record, null at the end.
        @Nullable
        Numbered next() throws IOException {
            if (!ahead.isEmpty()) {
                return ahead.removeFirst();
            }
            try {
                JsonToken token = parser.nextToken();
                if (inList && token == JsonToken.END_ARRAY) {
                    inList = false;
                    token = parser.nextToken();
                }
                return token == null ? null : numbered();
            } catch (JsonProcessingException broken) {
                throw unreadable(broken);
            }
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }

        private void begin() throws IOException {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                inList = true;
            } else if (first == JsonToken.START_OBJECT) {
                Numbered whole = numbered();
                List<Numbered> inside = inside(whole);
                ahead.addAll(inside.isEmpty() ? List.of(whole) : inside);
            } else if (first != null) {
                throw new UnreadableForm("the file holds no JSON object");
            }
        }

        private Numbered numbered() throws IOException {
            long line = parser.currentTokenLocation().getLineNr();
            return new Numbered(parser.readValueAsTree(), line);
        }

        /// The records inside an object that holds nothing else; none where it is a record itself.
        private static List<Numbered> inside(Numbered whole) {
            List<Numbered> records = new ArrayList<>();
            boolean named = !whole.node().isEmpty();
            for (JsonNode value : whole.node()) {
                named &= value.isObject();
            }
            if (named) {
                for (Map.Entry<String, JsonNode> entry : whole.node().properties()) {
                    ObjectNode record = entry.getValue().deepCopy();
                    if (!record.has("item") && !record.has("item_id")) {
                        record.put("item", entry.getKey());
                    }
                    records.add(new Numbered(record, whole.line()));
                }
                return records;
            }
            List<JsonNode> lists = new ArrayList<>();
            whole.node().forEach(value -> {
                if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
                    lists.add(value);
                }
            });
            if (lists.size() == 1 && isEnvelope(whole.node())) {
                for (Iterator<JsonNode> list = lists.getFirst().iterator(); list.hasNext(); ) {
                    records.add(new Numbered(list.next(), whole.line()));
                }
            }
            return records;
        }

        /// An object that speaks of a list of records, not one that is a record.
        private static boolean isEnvelope(JsonNode object) {
            return List.of("data", "records", "examples", "rows", "items", "instances").stream()
                    .anyMatch(word -> object.path(word).isArray());
        }

        private static UnreadableForm unreadable(JsonProcessingException broken) {
            long line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
            String why = Objects.requireNonNullElse(broken.getOriginalMessage(), "it breaks off");
            return new UnreadableForm("not valid JSON: " + Sentences.shortened(why), line);
        }
    }
}
