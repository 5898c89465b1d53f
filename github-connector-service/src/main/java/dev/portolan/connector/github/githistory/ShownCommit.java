package dev.portolan.connector.github.githistory;

/** A commit and what it changed against its first parent. */
public record ShownCommit(Commit commit, Changes changes) {}
