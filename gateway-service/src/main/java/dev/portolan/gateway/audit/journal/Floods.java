package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Outcome;
import dev.portolan.gateway.audit.Entry;
import io.netty.util.NetUtil;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Refusals of callers nobody knows. In each window the first of each network (IPv4 /24, IPv6 /64) are recorded one by
 * one and the rest is counted, so that whoever floods the gateway fills neither the spool nor the store, and yet no
 * request is missing. Refusals of known callers never come here. Confined to the context of the log.
 */
final class Floods {
    private static final int IPV4_BYTES = 4;
    private static final int IPV4_NETWORK = 3;
    private static final int IPV6_NETWORK = 8;

    private final AuditConfig.Flood config;
    private final Clock clock;
    private final Vertx vertx;
    private final Runnable windowOver;
    private final Map<String, Integer> recorded = new HashMap<>();
    private final RefusalCounts counts;
    private boolean inWindow;

    /** @param windowOver run when a window ends in which there was a refusal */
    Floods(AuditConfig.Flood config, Clock clock, Vertx vertx, Runnable windowOver) {
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.windowOver = windowOver;
        this.counts = new RefusalCounts(config.sources());
    }

    /** Whether a refusal is one of too many; then it is counted here and not to be recorded by itself. */
    boolean takes(Entry entry, Outcome outcome) {
        if (entry.actor().type() != Actor.Type.ANONYMOUS) {
            return false;
        }
        if (!inWindow) {
            inWindow = true;
            vertx.setTimer(config.window().toMillis(), due -> {
                inWindow = false;
                recorded.clear();
                windowOver.run();
            });
        }
        String network = networkOf(entry.client().address());
        String source = recorded.containsKey(network) || recorded.size() < config.sources() ? network : "";
        if (recorded.merge(source, 1, Integer::sum) <= config.individually()) {
            return false;
        }
        counts.add(source, outcome.reason(), clock.instant());
        return true;
    }

    /** Hands on what was counted since the last time. */
    void take(Consumer<RefusalCounts.Counted> to) {
        counts.take(to);
    }

    /** The network of an IP address, as address and prefix length; empty if it is none. */
    static String networkOf(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return "";
        }
        try {
            // an IPv4 address in IPv6 form becomes one of four bytes here
            byte[] ip = InetAddress.getByAddress(bytes).getAddress();
            int kept = ip.length == IPV4_BYTES ? IPV4_NETWORK : IPV6_NETWORK;
            Arrays.fill(ip, kept, ip.length, (byte) 0);
            return NetUtil.toAddressString(InetAddress.getByAddress(ip)) + "/" + kept * Byte.SIZE;
        } catch (UnknownHostException impossible) {
            return "";
        }
    }
}
