package dev.portolan.gateway.reload;

/**
 * How the bytes of a file become a value. Pure: same bytes, same value.
 *
 * @param <T> the value; immutable
 */
@FunctionalInterface
public interface FileFormat<T> {
    /**
     * Reads and checks everything.
     *
     * @param faults takes whatever is wrong; a value returned in spite of faults is not used
     * @throws BadFile if there is no value to return
     */
    T read(FileContent content, Faults faults);
}
