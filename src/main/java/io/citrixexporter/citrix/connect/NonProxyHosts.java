package io.citrixexporter.citrix.connect;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hosts that are called without a proxy.
 *
 * @param entries host names and IP addresses, with {@code *} for any text, and networks such as {@code 10.0.0.0/8}
 */
record NonProxyHosts(List<String> entries) {
    boolean match(URI server) {
        String host = server.getHost().replaceAll("[\\[\\]]", "");
        return entries.stream().map(String::strip).anyMatch(entry -> matches(entry, host));
    }

    private static boolean matches(String entry, String host) {
        if (entry.contains("/")) {
            return inNetwork(entry, host);
        }
        String regex = Arrays.stream(entry.replaceAll("[\\[\\]]", "").split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(host).matches();
    }

    private static boolean inNetwork(String network, String host) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address == null) {
            return false;
        }
        try {
            String[] parts = network.split("/", 2);
            return new IpSubnetFilterRule(parts[0], Integer.parseInt(parts[1]), IpFilterRuleType.ACCEPT)
                    .matches(new InetSocketAddress(InetAddress.getByAddress(address), 0));
        } catch (IllegalArgumentException | UnknownHostException e) {
            return false;
        }
    }
}
