package dev.portolan.gateway.socket;

/** Why the gateway ends a connection, as a WebSocket says it (RFC 6455 §7.4; 4000 and above are the application's). */
public enum CloseCode {
    /** The gateway stops. */
    GOING_AWAY(1001, "the gateway stops; connect again"),
    /** A frame is not text. */
    NOT_TEXT(1003, "messages are text"),
    /** The client does not read. */
    UNREAD(1008, "too many messages wait to be read"),
    /** A message is longer than allowed. */
    TOO_LONG(1009, "the message is too long"),
    /** The gateway failed. */
    FAILED(1011, "the gateway failed"),
    /** The access token does not hold any more. */
    TOKEN_ENDED(4401, "the access token does not hold any more; connect again with a new one");

    private final short number;
    private final String reason;

    CloseCode(int number, String reason) {
        this.number = (short) number;
        this.reason = reason;
    }

    short number() {
        return number;
    }

    String reason() {
        return reason;
    }
}
