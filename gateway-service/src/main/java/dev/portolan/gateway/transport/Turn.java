package dev.portolan.gateway.transport;

/** What a connector says when it is its turn: an answer, or a question. */
public sealed interface Turn permits HttpAnswer, Question {}
