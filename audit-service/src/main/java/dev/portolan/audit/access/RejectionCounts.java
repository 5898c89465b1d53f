package dev.portolan.audit.access;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rejections that are counted instead of recorded, by network and status. Thread-safe. */
final class RejectionCounts {

    private static final int IPV4_BYTES = 4;
    private static final int IPV4_NETWORK = 3;
    private static final int IPV6_NETWORK = 8;

    private final int individually;
    private final int mostSources;
    private final Map<String, Integer> recorded = new HashMap<>();
    private final Map<Kind, Counted> counts = new HashMap<>();

    private record Kind(String network, int status) {}

    /**
     * So many rejections of one kind.
     *
     * @param network they came from; empty if it is not told apart
     * @param status HTTP status they were answered with
     * @param first when the first was
     * @param last when the last was
     */
    record Counted(String network, int status, long count, Instant first, Instant last) {
        private Counted with(Counted more) {
            return new Counted(
                    network,
                    status,
                    count + more.count,
                    first.isBefore(more.first) ? first : more.first,
                    last.isAfter(more.last) ? last : more.last);
        }
    }

    RejectionCounts(int individually, int mostSources) {
        this.individually = individually;
        this.mostSources = mostSources;
    }

    /** Whether a further one from there may be recorded by itself in this window. */
    synchronized boolean admits(String address) {
        return recorded.merge(source(networkOf(address)), 1, Integer::sum) <= individually;
    }

    private String source(String network) {
        return recorded.containsKey(network) || recorded.size() < mostSources ? network : "";
    }

    void count(String address, int status, Instant at) {
        count(new Counted(networkOf(address), status, 1, at, at));
    }

    /** Counts what was counted already. */
    synchronized void count(Counted more) {
        Kind kind = new Kind(more.network(), more.status());
        // 600 statuses there are, so what is not told apart is bounded, too
        boolean known = counts.containsKey(kind) || counts.size() < mostSources;
        Counted counted = known ? more : new Counted("", more.status(), more.count(), more.first(), more.last());
        counts.merge(known ? kind : new Kind("", more.status()), counted, Counted::with);
    }

    /** What was counted since the last time; a new window begins. */
    synchronized List<Counted> take() {
        List<Counted> taken = List.copyOf(counts.values());
        counts.clear();
        recorded.clear();
        return taken;
    }

    /** The network of an IP address, as address and prefix length; empty if it is none. */
    private static String networkOf(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return "";
        }
        try {
            byte[] ip = InetAddress.getByAddress(bytes).getAddress();
            int kept = ip.length == IPV4_BYTES ? IPV4_NETWORK : IPV6_NETWORK;
            Arrays.fill(ip, kept, ip.length, (byte) 0);
            return NetUtil.toAddressString(InetAddress.getByAddress(ip)) + "/" + kept * Byte.SIZE;
        } catch (UnknownHostException impossible) {
            return "";
        }
    }
}
