package dev.portolan.audit.people.keys;

import dev.portolan.audit.event.seal.Disclosure;

/**
 * What came beside a record.
 *
 * @param disclosure what it discloses; nothing if it could not be opened or contradicts the record
 * @param sealed as the gateway sealed it, in Base64; empty if nothing came, or it was never sealed
 * @param error empty, or why it is not to be believed: {@link #UNOPENED}, {@link #UNREADABLE}, {@link #CONTRADICTION},
 *     {@link #MISSING}
 */
public record Opened(Disclosure disclosure, String sealed, String error) {

    /** No key here opens it, or it was altered. */
    public static final String UNOPENED = "unopened";

    /** It was opened and is no disclosure. */
    public static final String UNREADABLE = "unreadable";

    /** It is not what the record commits to. */
    public static final String CONTRADICTION = "contradiction";

    /** The record commits to something that is not disclosed. */
    public static final String MISSING = "missing";

    /** The data key under which it would have to be stored cannot be unwrapped. */
    public static final String NO_KEY = "no_key";

    /** What this service discloses to itself. */
    public static Opened own(Disclosure disclosure) {
        return new Opened(disclosure, "", "");
    }

    static Opened failed(String sealed, String error) {
        return new Opened(Disclosure.NONE, sealed, error);
    }
}
