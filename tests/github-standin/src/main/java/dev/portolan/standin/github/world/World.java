package dev.portolan.standin.github.world;

import java.util.List;
import java.util.Optional;

/** Everything that exists here: repositories by full name, in the order they were made, and one that was renamed. */
public final class World {

    private final List<Repository> repositories;
    private final List<Person> people;

    World(List<Repository> repositories, List<Person> people) {
        this.repositories = List.copyOf(repositories);
        this.people = List.copyOf(people);
    }

    public List<Repository> repositories() {
        return repositories;
    }

    public List<Person> people() {
        return people;
    }

    /** Who signs what is written through the API. */
    public Person writer() {
        return people.get(people.size() - 1);
    }

    public Optional<Person> person(String login) {
        return people.stream()
                .filter(person -> person.login().equalsIgnoreCase(login))
                .findFirst();
    }

    /** Looks a repository up; names compare without case, as on GitHub. */
    public Optional<Repository> repository(String owner, String name) {
        return repositories.stream()
                .filter(repository -> repository.fullName().equalsIgnoreCase(owner + "/" + name))
                .findFirst();
    }

    public Optional<Repository> repository(long id) {
        return repositories.stream()
                .filter(repository -> repository.about().id() == id)
                .findFirst();
    }

    /** The repository that used to have this name. */
    public Optional<Repository> renamed(String owner, String name) {
        return "webshop".equalsIgnoreCase(name) ? repository(owner, "storefront") : Optional.empty();
    }
}
