package dev.portolan.audit.event.flood;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The network that an address is one of: its first 24 bits if it is of IPv4, its first 64 if of IPv6. */
public final class Network {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** What begins like this and has a colon is an address or refused, but never looked up as a name. */
    private static final Pattern IPV6 = Pattern.compile("(?=[^:]*:)[0-9a-fA-F:][0-9a-fA-F:.]*");

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_GROUPS = 4;

    private Network() {}

    /**
     * The network as address and prefix length, e.g. {@code 192.0.2.0/24} or {@code 2001:db8::/64}; empty if the text
     * is no IP address. An IPv4 address in IPv6 form is one of IPv4; a zone is left out.
     */
    public static String of(String address) {
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        if (IPV4.matcher(literal).matches()) {
            literal = "::ffff:" + literal;
        } else if (!IPV6.matcher(literal).matches()) {
            return "";
        }
        try {
            byte[] ip = InetAddress.getByName(literal).getAddress();
            return ip.length == IPV4_BYTES ? ipv4(ip) : ipv6(ip);
        } catch (UnknownHostException noAddress) {
            return "";
        }
    }

    private static String ipv4(byte[] ip) {
        return (ip[0] & 0xff) + "." + (ip[1] & 0xff) + "." + (ip[2] & 0xff) + ".0/24";
    }

    /** As RFC 5952 writes it: the last four groups are zeros, so they are the run that is left out. */
    private static String ipv6(byte[] ip) {
        int[] groups = new int[IPV6_GROUPS];
        int kept = 0;
        for (int i = 0; i < IPV6_GROUPS; i++) {
            groups[i] = (ip[2 * i] & 0xff) << Byte.SIZE | ip[2 * i + 1] & 0xff;
            kept = groups[i] == 0 ? kept : i + 1;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < kept; i++) {
            text.append(i == 0 ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.append("::/64").toString();
    }
}
