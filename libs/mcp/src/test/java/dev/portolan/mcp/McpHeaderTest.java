package dev.portolan.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpHeaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "with space", " padded ", "日本語", "=?base64?", "=?base64?eA==?=", "line\nbreak", "\u007f"
            })
    void decodesWhatItEncoded(String value) {
        String header = McpHeader.encode(value);

        assertThat(header).matches("[\\x20-\\x7e]+");
        assertThat(McpHeader.decode("  " + header + "\t")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"=?base64?eA==?=,x", "=?BASE64?eA==?=,=?BASE64?eA==?=", "=?base64?eA==,=?base64?eA=="})
    void onlyTheExactSentinelIsDecoded(String header, String expected) {
        assertThat(McpHeader.decode(header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?base64?eA?=", "=?base64?e!==?=", "=?base64?/w==?=", "=?base64?eB==?=", "snö"})
    void malformedValuesAreRefused(String header) {
        assertThat(McpHeader.decode(header)).isNull();
    }

    @Test
    void leavesPlainValuesReadable() {
        assertThat(McpHeader.encode("github_list_issues")).isEqualTo("github_list_issues");
    }
}
