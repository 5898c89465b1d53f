package dev.portolan.docs;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** What a service ships with: its application.properties, without what holds in a profile only. */
record ServiceProperties(String service, Properties properties) {
    static ServiceProperties of(String service) {
        Properties properties = new Properties();
        String file = service + "/src/main/resources/application.properties";
        try {
            properties.load(new StringReader(Checkout.read(Checkout.ROOT.resolve(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ServiceProperties(service, properties);
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(properties.getProperty(key));
    }
}
