package dev.portolan.connector.github.api;

/**
 * Which part of a list.
 *
 * @param page from 1
 * @param perPage 1 to 100
 */
public record PageRequest(int page, int perPage) {

    /** The first page of a size. */
    public static PageRequest first(int perPage) {
        return new PageRequest(1, perPage);
    }
}
