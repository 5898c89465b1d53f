/**
 * Who acted: decides under which number a person is known, and remembers it. The names live in a database schema of
 * their own; erasing a row there makes a number of a person that nobody can name any more. Refuses to know what people
 * did.
 */
@NullMarked
package dev.portolan.audit.people;

import org.jspecify.annotations.NullMarked;
