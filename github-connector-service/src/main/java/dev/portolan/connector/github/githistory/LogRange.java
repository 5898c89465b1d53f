package dev.portolan.connector.github.githistory;

/**
 * Which part of a history.
 *
 * @param count how many commits
 * @param skip how many to leave out first
 */
record LogRange(int count, int skip) {}
