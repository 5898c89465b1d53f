package dev.portolan.standin.github.world;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The files of {@code acme/billing}. */
final class BillingFiles {

    private static final String INVOICE = """
            package acme.billing;

            import java.math.BigDecimal;

            public record Invoice(String number, BigDecimal amount) {

                public BigDecimal withTax() {
                    return amount.multiply(new BigDecimal("1.19"));
                }
            }
            """;

    static final Map<String, String> REJECT_NEGATIVE =
            Map.of("src/main/java/acme/billing/Invoice.java", INVOICE.replace("BigDecimal amount) {\n", """
                    BigDecimal amount) {

                        public Invoice {
                            if (amount.signum() < 0) {
                                throw new IllegalArgumentException("amount is negative");
                            }
                        }
                    """));

    static final Map<String, String> NAME_THE_RATE = Map.of(
            "src/main/java/acme/billing/Invoice.java",
            INVOICE.replace("new BigDecimal(\"1.19\")", "RATE").replace("amount) {\n", """
                            amount) {

                                private static final BigDecimal RATE = new BigDecimal("1.19");
                            """));

    void commitTo(Repository repository) {
        commit(repository, "README.md", "# Billing\n\nInvoices, refunds and payments.\n");
        commit(repository, "src/main/java/acme/billing/Invoice.java", INVOICE);
        commit(repository, "src/main/java/acme/billing/Refund.java", "package acme.billing;\n\nclass Refund {}\n");
        commit(repository, "docs/dunning.md", "# Dunning\n\nThree letters, two weeks apart.\n");
    }

    private static void commit(Repository repository, String path, String text) {
        repository.commit(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
