package dev.portolan.local.installation;

/**
 * Where a local run lives.
 *
 * @param project the checked-out project
 * @param state what is kept
 * @param ports what it listens on
 * @param platform the machine
 * @param environment what it was started with
 */
public record Installation(
        Project project, StateDirectory state, Ports ports, Platform platform, Environment environment) {

    /**
     * The installation that an environment describes.
     *
     * @param environment the launcher's environment
     * @return the installation; nothing is created yet
     */
    public static Installation from(Environment environment) {
        Project project = Project.current();
        return new Installation(
                project,
                StateDirectory.from(environment, project.root()),
                Ports.from(environment),
                Platform.current(environment),
                environment);
    }
}
