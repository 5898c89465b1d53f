/**
 * Decides what is told about repositories: look up, list, search, README. Refuses to know issues and files.
 */
@NullMarked
package dev.portolan.connector.github.repository;

import org.jspecify.annotations.NullMarked;
