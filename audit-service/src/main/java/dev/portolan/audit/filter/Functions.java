package dev.portolan.audit.filter;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelMacro;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What filters know beyond CEL's own. */
final class Functions {

    /** Whether a field is not absent. CEL's own {@code has} asks a message, and ours are names with a dot. */
    static final String HAS = "@has";

    /** What is written for it. */
    static final CelMacro HAS_MACRO = CelMacro.newGlobalMacro(
            "has", 1, (factory, target, arguments) -> Optional.of(factory.newGlobalCall(HAS, arguments)));

    /** Whether a text is an address in a network. */
    static final String CIDR = "cidr";

    /** For the compiler. */
    static final List<CelFunctionDecl> ALL = List.of(
            CelFunctionDecl.newFunctionDeclaration(
                    HAS,
                    has("has_text", SimpleType.STRING),
                    has("has_number", SimpleType.INT),
                    has("has_time", SimpleType.TIMESTAMP),
                    has("has_list", ListType.create(SimpleType.STRING))),
            CelFunctionDecl.newFunctionDeclaration(
                    CIDR,
                    CelOverloadDecl.newGlobalOverload(
                            "cidr_text", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING)));

    private static final Pattern NETWORK = Pattern.compile("(?<address>[0-9A-Fa-f:.]{2,45})/(?<bits>[0-9]{1,3})");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");

    private Functions() {}

    /** Whether this is a network of IPv4 or IPv6, e.g. {@code 10.0.0.0/8}. */
    static boolean isNetwork(String text) {
        Matcher network = NETWORK.matcher(text);
        if (!network.matches()) {
            return false;
        }
        String address = network.group("address");
        int bits = Integer.parseInt(network.group("bits"));
        return IPV4.matcher(address).matches() ? bits <= 32 : isIpv6(address) && bits <= 128;
    }

    /** A text with a colon is never taken for a name that would have to be looked up. */
    private static boolean isIpv6(String address) {
        try {
            return address.contains(":") && InetAddress.getByName(address).getAddress().length == 16;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static CelOverloadDecl has(String id, CelType type) {
        return CelOverloadDecl.newGlobalOverload(id, SimpleType.BOOL, type);
    }
}
