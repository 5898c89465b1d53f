package dev.portolan.audit.testing;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.SQLException;

/** The database {@code -Dbench.url}, as the service would have it. */
public final class BenchDatabase {

    private BenchDatabase() {}

    public static AgroalDataSource open() throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(4)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(System.getProperty("bench.url")))));
    }
}
