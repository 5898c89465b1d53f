package dev.portolan.standin.github.world;

/** Somebody with a login: a person or an organization. */
public record Person(long id, String login, boolean organization) {}
