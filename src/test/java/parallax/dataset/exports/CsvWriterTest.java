package parallax.dataset.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import parallax.dataset.exports.ExportRequest.Reader;

class CsvWriterTest {
    @Test
    void only_fields_that_need_quotes_get_them() throws IOException {
        assertEquals(
                "plain,\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",Terrorism ,,é\n",
                written(Reader.PROGRAM, "plain", "a,b", "say \"no\"", "two\nlines", "Terrorism ", "", "é"));
    }

    @Test
    void an_empty_field_alone_in_its_row_is_not_an_empty_line() throws IOException {
        assertEquals("\"\"\n", written(Reader.PROGRAM, ""));
    }

    /// OWASP, CSV injection: fields that begin with = + - @, a tab or a carriage return.
    @Test
    void formulas_become_text_for_a_spreadsheet() throws IOException {
        assertEquals(
                "\uFEFF'=1+1,'+1,'-1,'@SUM(A1),'\tx,\"'\rx\",a=b\n",
                written(Reader.SPREADSHEET, "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "a=b"));
    }

    @Test
    void a_program_gets_fields_as_they_are() throws IOException {
        assertEquals("=1+1,-1\n", written(Reader.PROGRAM, "=1+1", "-1"));
    }

    private static String written(Reader reader, String... fields) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvWriter csv = new CsvWriter(out, reader);
        csv.row(List.of(fields));
        csv.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
