package dev.portolan.connector.db;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the application under test three sources: the shop twice, and one that is down. */
public class ShopResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        TestDatabase database = TestDatabase.instance();
        return Map.of(
                "db.shop.url",
                database.url("shop_reader"),
                "db.owned.url",
                database.url("shop_owner"),
                "db.gone.url",
                "postgresql://nobody:gone-secret-7@127.0.0.1:1/nowhere",
                "db.root.url",
                database.superuserUrl(),
                "pool.max-wait",
                "300ms",
                "query.max-rows",
                "300");
    }

    @Override
    public void stop() {}
}
