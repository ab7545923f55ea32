package parallax.stories;

import java.util.List;

/// Texts that would run, break out or deceive on a page that treats them as anything but text.
///
/// The kinds are those of the OWASP Cheat Sheet "XSS Filter Evasion": tags, attributes, handlers,
/// addresses, template and script contexts, and characters that nobody sees.
public final class HostileText {
    public static final List<String> ALL = List.of(
            "<script>alert(1)</script>",
            "</textarea></title></script><script>alert(2)</script>",
            "<img src=x onerror=alert(3)>",
            "\"><svg onload=alert(4)>",
            "' autofocus onfocus='alert(5)",
            "<a href=\"javascript:alert(6)\">free money</a>",
            "<iframe srcdoc='<script>alert(7)</script>'></iframe>",
            "<math><mtext></mtext><style><img src=x onerror=alert(8)></style></math>",
            "{{7*7}} ${7*7} {#raw} {inject:csrf.token} {cdi:x}",
            "<base href='https://elsewhere.example/'>",
            "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
            "<form action='https://elsewhere.example/'><button>Submit</button></form>",
            "&lt;script&gt;alert(9)&lt;/script&gt; &amp; &#60;b&#62;",
            "**bold** [a link](javascript:alert(10)) `code` <b>b</b>",
            "=HYPERLINK(\"https://elsewhere.example/\",\"x\")",
            "ltr \u202Ertl\u202C zero\u200Bwidth \u0007 bell");

    private HostileText() {}

    /// All of them, one a line.
    public static String everything() {
        return String.join("\n", ALL);
    }

    /// As many of them as fit.
    public static String upTo(int length) {
        var text = new StringBuilder();
        for (String one : ALL) {
            if (text.length() + one.length() + 1 <= length) {
                text.append(one).append(' ');
            }
        }
        return text.toString().strip();
    }
}
