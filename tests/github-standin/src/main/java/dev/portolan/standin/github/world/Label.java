package dev.portolan.standin.github.world;

/** A label of a repository; colour is six hexadecimal digits. */
public record Label(long id, String name, String color, String description) {}
