/**
 * The given things of a local run: the environment, the ports, the state directory, generated secrets, the platform
 * and where the built parts lie. It refuses to know which processes are made of them.
 */
@NullMarked
package dev.portolan.local.installation;

import org.jspecify.annotations.NullMarked;
