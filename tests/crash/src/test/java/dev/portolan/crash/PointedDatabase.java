package dev.portolan.crash;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Connections with crash points around COPY, commit, and what the signer reads and writes. */
final class PointedDatabase {

    private final boolean transactions;

    private PointedDatabase(boolean transactions) {
        this.transactions = transactions;
    }

    /** @param transactions whether they are kept; without, each statement is its own, and that must be found out */
    static AgroalDataSource of(String url, boolean transactions) throws SQLException {
        AgroalDataSource pool = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(config -> config.maxSize(4)
                        .acquisitionTimeout(Duration.ofSeconds(1))
                        .validateOnBorrow(true)
                        .connectionValidator(ConnectionValidator.defaultValidatorWithTimeout(1))
                        .exceptionSorter(ExceptionSorter.fatalExceptionSorter())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url))));
        PointedDatabase points = new PointedDatabase(transactions);
        return proxy(
                AgroalDataSource.class,
                pool,
                (method, arguments, result) ->
                        result instanceof Connection connection ? points.pointed(connection) : result);
    }

    private Connection pointed(Connection connection) {
        return proxy(Connection.class, connection, new Around() {
            @Override
            public boolean before(Method method, Object[] arguments) {
                switch (method.getName()) {
                    case "commit" -> CrashPoint.BEFORE_COMMIT.reached();
                    case "prepareStatement" -> prepared((String) arguments[0]);
                    default -> {}
                }
                return transactions
                        || !method.getName().matches("setAutoCommit|commit|rollback|setSavepoint|releaseSavepoint");
            }

            @Override
            public Object after(Method method, Object[] arguments, Object result) throws SQLException {
                if (method.getName().equals("commit")) {
                    CrashPoint.AFTER_COMMIT.reached();
                }
                if (result instanceof PreparedStatement statement
                        && ((String) arguments[0]).contains("INTO audit_checkpoint")) {
                    return published(statement);
                }
                return result instanceof PGConnection own ? copying(own) : result;
            }
        });
    }

    private static void prepared(String sql) {
        if (sql.startsWith("SELECT log, name, size, root FROM audit_log WHERE closed_at")) {
            CrashPoint.BEFORE_SIGN.reached();
        } else if (sql.contains("INTO audit_checkpoint")) {
            CrashPoint.SIGNED_NOT_PUBLISHED.reached();
        }
    }

    private static PreparedStatement published(PreparedStatement statement) {
        return proxy(PreparedStatement.class, statement, (method, arguments, result) -> {
            if (method.getName().equals("executeUpdate")) {
                CrashPoint.PUBLISHED.reached();
            }
            return result;
        });
    }

    private static PGConnection copying(PGConnection own) throws SQLException {
        CopyManager points = new CopyManager((BaseConnection) own) {
            @Override
            public long copyIn(String sql, InputStream rows) throws SQLException, IOException {
                if (!sql.startsWith("COPY audit_event ")) {
                    return super.copyIn(sql, rows); // payloads go first, and are no part of the log
                }
                CrashPoint.BEFORE_COPY.reached();
                long count = super.copyIn(sql, rows);
                CrashPoint.AFTER_COPY.reached();
                return count;
            }
        };
        return proxy(
                PGConnection.class,
                own,
                (method, arguments, result) -> method.getName().equals("getCopyAPI") ? points : result);
    }

    /** What happens around a call. */
    @FunctionalInterface
    private interface Around {
        /** Whether it is made at all. */
        default boolean before(Method method, Object[] arguments) {
            return true;
        }

        Object after(Method method, Object[] arguments, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T real, Around around) {
        InvocationHandler handler = (self, method, arguments) -> {
            try {
                Object result = around.before(method, arguments) ? method.invoke(real, arguments) : null;
                return around.after(method, arguments, result);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
