package parallax.chattemplate;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A random program: a few variables, loops and macros around expressions of every kind. Operands mostly
/// have the type that the operation needs, or a program would end at its first one.
final class RandomTemplate {
    private static final List<String> NUMBERS = List.of(
            "-9223372036854775807",
            "-2147483648",
            "-3",
            "-1",
            "0",
            "1",
            "2",
            "3",
            "40",
            "400",
            "90000",
            "3000000",
            "2147483647",
            "9223372036854775807",
            "1e-300",
            "0.5",
            "1e308",
            "true");
    private static final List<String> TEXTS =
            List.of("''", "'a'", "'aa'", "' b c '", "'\\n'", "'&<\\''", "'%s'", "'\\u00df\\U0001F600'", "'n.n'", "t");
    private static final List<String> TEXT_OPERATIONS = patterns("""
            T.strip(T); T.lstrip(); T.rstrip(T); T.split(T); T.split(); T.rsplit(T, N);
            T.split(none, N); T.splitlines(); T.startswith(T); T.endswith(L); T.replace(T, T);
            T.replace(T, T, N); T.upper(); T.lower(); T.title(); T.capitalize(); T.find(T); T.rfind(T);
            T.count(T); T.join(L); T.removeprefix(T); T.removesuffix(T); T.isdigit(); T.isalpha();
            T.islower(); T.partition(T); T.rpartition(T); T.zfill(N); T.ljust(N); T.rjust(N, T); T[N];
            T[N:N]; T[N:N:N]; T[:N]; T * N; T ~ T; T + T; T % A; T % (A, A); T in T; T == T; T < T;
            T | length; T | upper; T | escape; T | title; T | trim(T); T | replace(T, T);
            T | indent(N, true); T | indent(T); T | center(N); T | format(A); T | int; T | float;
            T | list; T | reverse; T | tojson; T is lower; T is in T; strftime_now(T); T | capitalize;
            T is sameas T""");
    private static final List<String> LIST_OPERATIONS = patterns("""
            L + L; L[N]; L[N:N]; L[::N]; L | length; L | first; L | last; L | join(T);
            L | join(T, attribute=A); L | sort; L | sort(reverse=true, case_sensitive=true);
            L | unique; L | min; L | max; L | sum; L | sum(start=L); L | map('upper');
            L | map('string'); L | map('length'); L | map('center', N); L | map(attribute=T);
            L | map(attribute=A); L | select; L | select('eq', A); L | reject('in', L);
            L | selectattr(T); L | selectattr('role', 'eq', T); L | batch(N, A); L | groupby(T);
            L | groupby(N); L | tojson; L | tojson(indent=N); L | tojson(indent=T);
            L | tojson(separators=[T, T]); L | string; L | list; L | reverse; L.count(A); L.index(A);
            L.copy(); A in L; L == L; L < L; L is in L; range(N); range(N, N, N); loop.cycle(A, A);
            loop.changed(A); [A, A]; (A, A, A); [L, L]""");
    private static final List<String> OTHER_OPERATIONS = patterns("""
            M[A]; M.get(A, A); M.items(); M.keys(); M.values(); M.copy(); M | items; M | dictsort;
            M | dictsort(true, 'value', true); M | length; M | tojson(sort_keys=true); M == M;
            M | list; dict(M); dict(M, a=A); namespace(M); {A: A, A: A}; A in M; N + N; N - N; N * N;
            N / N; N // N; N % N; N ** N; -N; N < N; N <= N < N; N | round(N); N | round(N, 'ceil');
            N | abs; N | int; N | float; N is odd; N is divisibleby N; not A; A and A; A or A;
            A if A else A; A | string; A | default(A); A is defined; A is mapping; A == A; A < A;
            A ~ A; A[A]; A | tojson; A.role; A | attr(T); f(A, A); f(A); ns.n.n.v; ns.v; v; w;
            caller(); A | safe | length; A in A""");

    private static List<String> patterns(String lines) {
        return List.of(lines.split(";\\s+"));
    }

    private final Random random;

    RandomTemplate(long seed) {
        random = new Random(seed);
    }

    String program() {
        return "{% set ns = namespace(v=[1], t='a') %}{% set ns.n = ns %}{% set t = " + any(2)
                + " | string %}{% set v = "
                + list(1) + " %}{% set w = {1: v, 'a': t, none: v} %}{% macro f(p, q=v) %}" + statements(2)
                + "{% endmacro %}" + statements(3);
    }

    private String statements(int depth) {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> statement(depth))
                .collect(Collectors.joining());
    }

    private String statement(int depth) {
        if (depth == 0) {
            return "{{ " + any(2) + " }}";
        }
        return switch (random.nextInt(10)) {
            case 0 -> "{% for v in " + list(1) + " %}" + statements(depth - 1) + "{% endfor %}";
            case 1 -> "{% for i in range(400) %}" + statements(depth - 1) + "{% endfor %}";
            case 2 -> "{% if " + any(1) + " %}" + statements(depth - 1) + "{% else %}x{% endif %}";
            case 3 -> "{% set ns.v = " + any(2) + " %}";
            case 4 -> "{% set ns.v = [ns.v, " + any(2) + "] %}";
            case 5 -> "{% set t %}" + statements(depth - 1) + "{% endset %}";
            case 6 -> "{% set t = (" + text(2) + ") | string %}";
            case 7 -> "{% call f(" + any(1) + ") %}" + statements(depth - 1) + "{% endcall %}";
            case 8 -> "{% set v = [v, v, " + any(1) + "] %}";
            default -> "{{ " + any(3) + " }}";
        };
    }

    private String any(int depth) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> operation(OTHER_OPERATIONS, depth);
            case 2, 3 -> operation(TEXT_OPERATIONS, depth);
            case 4, 5 -> operation(LIST_OPERATIONS, depth);
            case 6 -> number(depth);
            default -> text(depth);
        };
    }

    private String operation(List<String> patterns, int depth) {
        StringBuilder operation = new StringBuilder("(");
        for (char c : pick(patterns).toCharArray()) {
            operation.append(
                    switch (c) {
                        case 'A' -> depth <= 0 ? pick(List.of("1", "t", "v", "w", "ns", "none", "x")) : any(depth - 1);
                        case 'T' -> text(depth - 1);
                        case 'L' -> list(depth - 1);
                        case 'M' -> pick(List.of("w", "messages[0]", "{'b': t, 'a': v}", "{1: 1, 0.5: t, true: v}"));
                        case 'N' -> number(depth - 1);
                        default -> Character.toString(c);
                    });
        }
        return operation.append(")").toString();
    }

    private String text(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return "(" + operation(TEXT_OPERATIONS, depth - 1) + " | string)";
        }
        return random.nextInt(4) > 0 ? pick(TEXTS) : "(" + pick(TEXTS) + " * " + pick(NUMBERS) + ")";
    }

    private String list(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return "(" + operation(LIST_OPERATIONS, depth - 1) + " | list)";
        }
        return pick(List.of(
                "[]",
                "[1, 2, 3]",
                "['b', 'A', t]",
                "v",
                "messages",
                "[v, v]",
                "range(400)",
                "range(90000)",
                "[t, t]",
                "[0.5, 3, -1e308]",
                "t.split('a')",
                "[ns, ns]",
                "w.items()",
                "[[2, t], [1, v]]"));
    }

    private String number(int depth) {
        return depth > 0 && random.nextInt(3) == 0 ? "(" + pick(NUMBERS) + " - " + pick(NUMBERS) + ")" : pick(NUMBERS);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
