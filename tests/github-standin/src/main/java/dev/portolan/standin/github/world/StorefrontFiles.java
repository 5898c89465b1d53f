package dev.portolan.standin.github.world;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The files of {@code acme/storefront}: text, one picture, and one file too large to be sent inline. */
final class StorefrontFiles {

    /** One byte more than the API sends inline. */
    static final int TOO_LARGE_INLINE = 1024 * 1024 + 1;

    private static final String PRICE = """
            export interface Price {
              cents: number;
              currency: string;
            }

            export function withTax(price: Price, rate: number): Price {
              return { ...price, cents: price.cents * (1 + rate) };
            }

            export function format(price: Price): string {
              return (price.cents / 100).toFixed(2) + ' ' + price.currency;
            }
            """;

    private static final String SEARCH = """
            import { fetchProducts } from './products';

            export function attach(field: HTMLInputElement): void {
              field.addEventListener('input', () => fetchProducts(field.value));
            }
            """;

    private static final String README = """
            # Storefront

            The shop customers see. `npm start` serves it on port 3000.

            - `src/price.ts`: prices and taxes
            - `src/search.ts`: the search field
            - `src/cart/`: the cart
            """;

    private static final String CART = """
            import { format, Price } from '../price';

            export function total(prices: Price[]): string {
              const cents = prices.reduce((sum, price) => sum + price.cents, 0);
              return format({ cents, currency: prices[0]?.currency ?? 'EUR' });
            }
            """;

    static final Map<String, String> ROUND_PRICES =
            Map.of("src/price.ts", PRICE.replace("price.cents * (1 + rate)", "Math.round(price.cents * (1 + rate))"));

    static final Map<String, String> DEBOUNCE = Map.of(
            "src/search.ts",
            SEARCH.replace("() => fetchProducts(field.value)", "debounced(() => fetchProducts(field.value), 200)")
                    .replace("'./products';", "'./products';\nimport { debounced } from './debounced';"),
            "src/debounced.ts",
            """
            export function debounced(action: () => void, milliseconds: number): () => void {
              let timer: number | undefined;
              return () => {
                clearTimeout(timer);
                timer = setTimeout(action, milliseconds);
              };
            }
            """);

    static final Map<String, String> CART_LAYOUT =
            Map.of("src/cart/layout.css", ".cart {\n  display: grid;\n  grid-template-columns: 2fr 1fr;\n}\n");

    static final Map<String, String> DOCUMENT =
            Map.of("README.md", README + "\n## Development\n\n`npm test` runs the tests in watch mode.\n");

    void commitTo(Repository repository) {
        commit(repository, "README.md", README);
        commit(repository, "package.json", "{\n  \"name\": \"storefront\",\n  \"private\": true\n}\n");
        commit(repository, "docs/architecture.md", "# Architecture\n\nOne page per route, no server state.\n");
        commit(repository, "docs/release notes.md", "# Release notes\n\nNothing yet.\n");
        commit(repository, "src/price.ts", PRICE);
        commit(repository, "src/search.ts", SEARCH);
        commit(repository, "src/products.ts", "export async function fetchProducts(term: string) {}\n");
        commit(repository, "src/cart/cart.ts", CART);
        commit(repository, "src/cart/cart.test.ts", "import { total } from './cart';\n\ntotal([]);\n");
        repository.commit("assets/dot.png", Base64.getDecoder().decode(ONE_PIXEL));
        repository.commit("assets/catalogue.csv", SeededWorld.repeated("sku,name,price\n", TOO_LARGE_INLINE));
    }

    private static final String ONE_PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk" + "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    private static void commit(Repository repository, String path, String text) {
        repository.commit(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
