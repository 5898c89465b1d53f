package dev.portolan.audit.testing;

import dev.portolan.audit.people.People;
import dev.portolan.audit.people.keys.KeyEncryption;
import dev.portolan.audit.people.keys.PayloadConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** People without a container, their keys not wrapped. */
public final class PlainPeople {

    private PlainPeople() {}

    public static People create() {
        return new People(new Unwrapped(), new Config());
    }

    private static final class Unwrapped implements KeyEncryption {

        @Override
        public String current() {
            return "none";
        }

        @Override
        public byte[] wrap(byte[] key, byte[] bound) {
            return key;
        }

        @Override
        public Optional<byte[]> unwrap(String name, byte[] wrapped, byte[] bound) {
            return Optional.of(wrapped);
        }
    }

    private static final class Config implements PayloadConfig {

        @Override
        public Optional<List<Path>> sealingKeys() {
            return Optional.empty();
        }

        @Override
        public Optional<List<Path>> keyEncryptionKeys() {
            return Optional.empty();
        }

        @Override
        public int remembered() {
            return 20_000;
        }

        @Override
        public String rewrapEvery() {
            return "off";
        }
    }
}
