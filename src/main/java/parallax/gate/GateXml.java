package parallax.gate;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import parallax.analytics.Estimate;
import parallax.analytics.Interval;

/// The outcome as build servers read the results of tests: a suite a limit, a case a group. What cannot be
/// decided is an error, which they count as not passed; a skipped case would be let through.
public final class GateXml {
    private GateXml() {}

    public static String of(GateOutcome outcome) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", plain("Limits of " + outcome.title()));
            for (CheckedLimit limit : outcome.limits()) {
                suite(xml, limit);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a text in memory cannot refuse to be written", impossible);
        }
        return text.toString();
    }

    private static void suite(XMLStreamWriter xml, CheckedLimit limit) throws XMLStreamException {
        String name = GateText.limit(limit.limit());
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", plain(name));
        xml.writeAttribute("tests", Integer.toString(limit.lines().size()));
        xml.writeAttribute("failures", count(limit, Verdict.FAIL));
        xml.writeAttribute("errors", count(limit, Verdict.UNDECIDED));
        for (GateLine line : limit.lines()) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", plain(name));
            xml.writeAttribute("name", plain(GateText.group(line)));
            verdict(xml, limit, line);
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void verdict(XMLStreamWriter xml, CheckedLimit limit, GateLine line) throws XMLStreamException {
        switch (line.verdict()) {
            case PASS -> {}
            case FAIL -> told(xml, "failure", limit, line);
            case UNDECIDED -> told(xml, "error", limit, line);
        }
    }

    private static void told(XMLStreamWriter xml, String element, CheckedLimit limit, GateLine line)
            throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("type", line.verdict().word());
        xml.writeAttribute("message", plain(line.why()));
        Estimate estimate = line.estimate();
        Interval interval = estimate == null ? null : estimate.interval();
        if (interval != null) {
            xml.writeCharacters("upper bound " + interval.high() + ", limit "
                    + limit.limit().upperBoundAtMost() + "; " + plain(limit.method()));
        }
        xml.writeEndElement();
    }

    private static String count(CheckedLimit limit, Verdict verdict) {
        return Long.toString(
                limit.lines().stream().filter(line -> line.verdict() == verdict).count());
    }

    /// Without the characters that XML cannot hold.
    private static String plain(String text) {
        return text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || (c >= 0x20 && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
