package dev.portolan.standin.github.world;

import java.time.Instant;

/** A comment below an issue. */
public record Comment(long id, Person author, String body, Instant createdAt) {}
