/**
 * One child process: how it is described, started, asked whether it is ready, ended, and told apart from strangers. It
 * decides nothing about when that happens and refuses to know the other children.
 */
@NullMarked
package dev.portolan.local.process;

import org.jspecify.annotations.NullMarked;
