package io.citrixexporter.web;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Users and their password hashes. A bcrypt hash costs 50 ms of CPU time and more, so passwords that were right are
 * remembered, as a hash with a random key.
 */
final class Users {
    private static final String ALGORITHM = "HmacSHA256";
    /** Checked where the user does not exist, so that the response takes as long. */
    private static final String NO_USER = BcryptUtil.bcryptHash("no user", 10);

    private static final int MAX_VERIFIED = 1_000;

    private final Map<String, String> hashes;
    private final Set<String> verified = ConcurrentHashMap.newKeySet();
    private final SecretKeySpec key;

    Users(Map<String, String> hashes) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.hashes = Map.copyOf(hashes);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    /** Whether this password is known to be right; without the cost of bcrypt. */
    boolean isVerified(String user, String password) {
        return verified.contains(digest(user, password));
    }

    boolean verify(String user, String password) {
        String hash = hashes.get(user);
        boolean matches = BcryptUtil.matches(password, modular(hash == null ? NO_USER : hash));
        if (hash == null || !matches) {
            return false;
        }
        if (verified.size() < MAX_VERIFIED) {
            verified.add(digest(user, password));
        }
        return true;
    }

    /** Elytron does not know the letter b, which means the same algorithm as y. */
    private static String modular(String hash) {
        return hash.startsWith("$2b$") ? "$2y$" + hash.substring(4) : hash;
    }

    private String digest(String user, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // A user name has no colon.
            byte[] digest = mac.doFinal((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            return new String(digest, StandardCharsets.ISO_8859_1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
