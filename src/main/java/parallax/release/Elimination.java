package parallax.release;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Linear equations over whole unknowns, solved exactly as far as they can be: an unknown is given away when
/// the equations leave it one value. No rounding: coefficients are whole numbers of any size.
final class Elimination {
    private final Map<Integer, Row> byPivot = new HashMap<>();
    /// The pivots in whose rows an unknown stands.
    private final Map<Integer, Set<Integer>> standsIn = new HashMap<>();

    private static final class Row {
        private final Map<Integer, BigInteger> terms;
        private BigInteger total;

        Row(Map<Integer, BigInteger> terms, BigInteger total) {
            this.terms = terms;
            this.total = total;
        }

        /// Takes a multiple of another row away, so that the pivot goes.
        void clear(int pivot, Row other) {
            BigInteger own = terms.get(pivot);
            BigInteger its = other.terms.get(pivot);
            if (own == null || its == null) {
                return;
            }
            BigInteger times = its.signum() < 0 ? own.negate() : own;
            boolean whole = its.abs().equals(BigInteger.ONE);
            if (!whole) {
                terms.replaceAll((unknown, coefficient) -> coefficient.multiply(its.abs()));
                total = total.multiply(its.abs());
            }
            total = total.subtract(other.total.multiply(times));
            other.terms.forEach((unknown, coefficient) -> {
                BigInteger left = terms.getOrDefault(unknown, BigInteger.ZERO).subtract(coefficient.multiply(times));
                if (left.signum() == 0) {
                    terms.remove(unknown);
                } else {
                    terms.put(unknown, left);
                }
            });
            if (!whole) {
                reduce();
            }
        }

        private void reduce() {
            BigInteger common = total.abs();
            for (BigInteger coefficient : terms.values()) {
                common = common.gcd(coefficient);
                if (common.equals(BigInteger.ONE)) {
                    return;
                }
            }
            if (common.signum() > 0) {
                BigInteger divisor = common;
                terms.replaceAll((unknown, coefficient) -> coefficient.divide(divisor));
                total = total.divide(divisor);
            }
        }
    }

    /// Takes one equation in.
    ///
    /// @param terms coefficient by unknown
    /// @throws IllegalArgumentException if it contradicts those before
    void add(Map<Integer, Integer> terms, long total) {
        Map<Integer, BigInteger> exact = new HashMap<>();
        terms.forEach((unknown, coefficient) -> {
            if (coefficient != 0) {
                exact.put(unknown, BigInteger.valueOf(coefficient));
            }
        });
        Row row = new Row(exact, BigInteger.valueOf(total));
        for (int unknown : List.copyOf(exact.keySet())) {
            Row known = byPivot.get(unknown);
            if (known != null) {
                row.clear(unknown, known);
            }
        }
        if (row.terms.isEmpty()) {
            if (row.total.signum() != 0) {
                throw new IllegalArgumentException("what is shown contradicts itself by " + row.total);
            }
            return;
        }
        int pivot = rarest(row);
        for (int other : Set.copyOf(standsIn.getOrDefault(pivot, Set.of()))) {
            Row earlier = byPivot.get(other);
            if (earlier != null) {
                forget(earlier, other);
                earlier.clear(pivot, row);
                remember(earlier, other);
            }
        }
        byPivot.put(pivot, row);
        remember(row, pivot);
    }

    private int rarest(Row row) {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int unknown : row.terms.keySet()) {
            int often = standsIn.getOrDefault(unknown, Set.of()).size();
            if (often < fewest) {
                fewest = often;
                best = unknown;
            }
        }
        return best;
    }

    private void remember(Row row, int pivot) {
        row.terms
                .keySet()
                .forEach(unknown ->
                        standsIn.computeIfAbsent(unknown, u -> new HashSet<>()).add(pivot));
    }

    private void forget(Row row, int pivot) {
        row.terms
                .keySet()
                .forEach(unknown ->
                        standsIn.getOrDefault(unknown, new HashSet<>()).remove(pivot));
    }

    /// The unknowns that have one value, and which.
    Map<Integer, Long> solved() {
        var solved = new TreeMap<Integer, Long>();
        byPivot.forEach((pivot, row) -> {
            if (row.terms.size() == 1) {
                solved.put(
                        pivot,
                        row.total.divide(row.terms.values().iterator().next()).longValueExact());
            }
        });
        return solved;
    }
}
