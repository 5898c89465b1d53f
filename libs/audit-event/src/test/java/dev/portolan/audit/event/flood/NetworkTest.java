package dev.portolan.audit.event.flood;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77,              203.0.113.0/24",
        "255.255.255.255,           255.255.255.0/24",
        "::ffff:203.0.113.77,       203.0.113.0/24",
        "2001:db8:1:2:3:4:5:6,      2001:db8:1:2::/64",
        "2001:db8:1:2:3:4:5:6%eth0, 2001:db8:1:2::/64",
        "2001:DB8::1,               2001:db8::/64",
        "2001:db8:0:7::,            2001:db8:0:7::/64",
        "0:0:0:1::,                 0:0:0:1::/64",
        "::1,                       ::/64",
    })
    void isTheFirstBitsOfAnAddress(String address, String network) {
        assertThat(Network.of(address)).isEqualTo(network);
    }

    /** None of these is asked of a name server. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "localhost", "cafe", "1", "1.2.3", "256.0.0.1", "a.example:1", ".:1", "1::2::3", "%"})
    void ofWhatIsNoAddressIsEmpty(String text) {
        assertThat(Network.of(text)).isEmpty();
    }
}
