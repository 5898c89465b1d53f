package dev.portolan.standin.github;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Runs the stand-in until the process is ended: {@code --port 7412 --host 127.0.0.1 --rate-limit 5000 --open true}.
 * Open: what GitHub asks a token for needs none, so that everything can be tried without one.
 */
public final class Main {

    private static final Map<String, String> DEFAULTS =
            Map.of("--port", "7412", "--host", "127.0.0.1", "--rate-limit", "5000", "--open", "true");

    private Main() {}

    public static void main(String[] args) throws java.io.IOException {
        Map<String, String> options = new HashMap<>(DEFAULTS);
        Set<String> known = DEFAULTS.keySet();
        for (int i = 0; i < args.length; i += 2) {
            if (!known.contains(args[i]) || i + 1 == args.length) {
                System.err.println("usage: java -jar github-standin.jar [--port n] [--host address] [--rate-limit n]"
                        + " [--open true|false]");
                System.exit(2);
            }
            options.put(args[i], args[i + 1]);
        }
        InetSocketAddress address =
                new InetSocketAddress(options.get("--host"), Integer.parseInt(options.get("--port")));
        GitHubStandIn standIn = GitHubStandIn.start(
                address,
                Clock.systemUTC(),
                Integer.parseInt(options.get("--rate-limit")),
                Boolean.parseBoolean(options.get("--open")));
        Runtime.getRuntime().addShutdownHook(new Thread(standIn::close, "close"));
        System.out.println("GitHub stand-in ready at " + standIn.url());
    }
}
