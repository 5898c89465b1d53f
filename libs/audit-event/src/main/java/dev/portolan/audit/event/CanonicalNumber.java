package dev.portolan.audit.event;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A number as ECMAScript writes it (ECMA-262 Number::toString), which RFC 8785 §3.2.2.3 asks for. */
final class CanonicalNumber {

    /** So many digits tell every double from every other. */
    private static final int ENOUGH_DIGITS = 17;

    private CanonicalNumber() {}

    /** @throws IllegalArgumentException if the number is infinite or none */
    static String of(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("no canonical form for " + number);
        }
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(number)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        return (number < 0 ? "-" : "") + placed(digits, digits.length() - shortest.scale());
    }

    /**
     * The decimal with the fewest digits that reads as this double, the nearest of those. Java's own is not always
     * the shortest before Java 19.
     */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < ENOUGH_DIGITS; digits++) {
            BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
            Optional<BigDecimal> same = Stream.of(below, above)
                    .filter(decimal -> decimal.doubleValue() == number)
                    .min(Comparator.comparing(decimal -> decimal.subtract(exact).abs()));
            if (same.isPresent()) {
                return same.get();
            }
        }
        return exact.round(new MathContext(ENOUGH_DIGITS, RoundingMode.HALF_EVEN));
    }

    /** @param point how many of the digits stand before the decimal point; may be negative or more than there are */
    private static String placed(String digits, int point) {
        int count = digits.length();
        if (point > 21 || point <= -6) {
            String fraction = count > 1 ? "." + digits.substring(1) : "";
            return digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "") + (point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return count <= point
                ? digits + "0".repeat(point - count)
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
