package parallax.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A statement whose parameters have names, as PostgreSQL's driver takes it: with question marks.
///
/// A parameter is `:name`. Casts (`::text`), slices (`[1:n]`), string literals, quoted names and comments hold none.
/// A question mark that is an operator, as of `jsonb`, stays one.
///
/// @param text the same for the same statement always, so that the driver keeps it prepared
/// @param places where each parameter stands, counted from 1
record NamedStatement(String text, Map<String, List<Integer>> places) {
    /// The statements of the program, which are constants or put together from few.
    private static final Map<String, NamedStatement> KNOWN = new ConcurrentHashMap<>();

    NamedStatement {
        places = Map.copyOf(places);
    }

    static NamedStatement of(String sql) {
        NamedStatement known = KNOWN.get(sql);
        return known != null ? known : KNOWN.computeIfAbsent(sql, NamedStatement::read);
    }

    static NamedStatement read(String sql) {
        return new Reader(sql).read();
    }

    /// @throws IllegalArgumentException naming a parameter without a binding, a binding without a parameter,
    ///     or a name that is bound twice
    void requireEachBound(Sql.Binding... bindings) {
        var bound = new HashSet<String>();
        for (Sql.Binding binding : bindings) {
            if (!places.containsKey(binding.name())) {
                throw new IllegalArgumentException("the statement has no parameter :" + binding.name());
            }
            if (!bound.add(binding.name())) {
                throw new IllegalArgumentException("the parameter :" + binding.name() + " is bound twice");
            }
        }
        for (String name : places.keySet()) {
            if (!bound.contains(name)) {
                throw new IllegalArgumentException("the parameter :" + name + " is not bound");
            }
        }
    }

    /// Goes through a statement once, from left to right.
    private static final class Reader {
        private final String sql;
        private final StringBuilder text = new StringBuilder();
        private final Map<String, List<Integer>> places = new HashMap<>();
        private int at;
        private int parameters;

        Reader(String sql) {
            this.sql = sql;
        }

        NamedStatement read() {
            while (at < sql.length()) {
                int end = endOfOpaque();
                if (end > at) {
                    copyTo(end);
                } else if (startsParameter()) {
                    parameter();
                } else {
                    if (sql.charAt(at) == '?') {
                        // the driver's way to write the operator
                        text.append('?');
                    }
                    copyTo(at + (sql.startsWith("::", at) ? 2 : 1));
                }
            }
            return new NamedStatement(text.toString(), places);
        }

        private void parameter() {
            int end = at + 1;
            while (end < sql.length() && isPartOfName(sql.charAt(end))) {
                end++;
            }
            places.computeIfAbsent(sql.substring(at + 1, end), _ -> new ArrayList<>())
                    .add(++parameters);
            text.append('?');
            at = end;
        }

        /// A colon right after a name, a number or a bracket that closes is a slice's.
        private boolean startsParameter() {
            return sql.charAt(at) == ':'
                    && at + 1 < sql.length()
                    && Character.isLetter(sql.charAt(at + 1))
                    && !(at > 0 && (isPartOfName(sql.charAt(at - 1)) || ")]\"".indexOf(sql.charAt(at - 1)) >= 0));
        }

        /// The end of the literal, quoted name or comment that begins here, or here if none does.
        private int endOfOpaque() {
            return switch (sql.charAt(at)) {
                case '\'' -> endOfQuoted(at > 0 && "eE".indexOf(sql.charAt(at - 1)) >= 0 && isWordOfOneLetter(at - 1));
                case '"' -> endOfQuoted(false);
                case '-' -> sql.startsWith("--", at) ? orEnd(sql.indexOf('\n', at)) : at;
                case '/' -> sql.startsWith("/*", at) ? endOfBlockComment() : at;
                case '$' -> endOfDollarQuoted();
                default -> at;
            };
        }

        private int endOfQuoted(boolean escapesByBackslash) {
            char quote = sql.charAt(at);
            for (int i = at + 1; i < sql.length(); i++) {
                char c = sql.charAt(i);
                if (c == '\\' && escapesByBackslash) {
                    i++;
                } else if (c == quote) {
                    return i + 1;
                }
            }
            return sql.length();
        }

        /// They nest.
        private int endOfBlockComment() {
            int depth = 0;
            for (int i = at; i < sql.length() - 1; i++) {
                if (sql.startsWith("/*", i)) {
                    depth++;
                    i++;
                } else if (sql.startsWith("*/", i)) {
                    depth--;
                    i++;
                }
                if (depth == 0) {
                    return i + 1;
                }
            }
            return sql.length();
        }

        private int endOfDollarQuoted() {
            int tagEnd = at + 1;
            while (tagEnd < sql.length() && isPartOfName(sql.charAt(tagEnd)) && sql.charAt(tagEnd) != '$') {
                tagEnd++;
            }
            boolean quotes =
                    tagEnd < sql.length() && sql.charAt(tagEnd) == '$' && !(at > 0 && isPartOfName(sql.charAt(at - 1)));
            if (!quotes) {
                return at;
            }
            String tag = sql.substring(at, tagEnd + 1);
            int close = sql.indexOf(tag, tagEnd + 1);
            return close < 0 ? sql.length() : close + tag.length();
        }

        private boolean isWordOfOneLetter(int letter) {
            return letter == 0 || !isPartOfName(sql.charAt(letter - 1));
        }

        private int orEnd(int index) {
            return index < 0 ? sql.length() : index;
        }

        private void copyTo(int end) {
            text.append(sql, at, end);
            at = end;
        }

        private static boolean isPartOfName(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '$';
        }
    }
}
