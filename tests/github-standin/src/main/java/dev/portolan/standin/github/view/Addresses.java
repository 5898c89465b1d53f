package dev.portolan.standin.github.view;

import dev.portolan.standin.github.world.Person;
import dev.portolan.standin.github.world.Repository;

/**
 * The addresses of things, below the one this server was asked under.
 *
 * @param api base of API addresses, without a slash at the end
 */
public record Addresses(String api) {

    /** Base of addresses for people; nothing answers there. */
    public String web() {
        return api + "/_web";
    }

    String of(Repository repository) {
        return api + "/repos/" + repository.fullName();
    }

    String webOf(Repository repository) {
        return web() + "/" + repository.fullName();
    }

    String of(Person person) {
        return api + "/users/" + person.login();
    }
}
