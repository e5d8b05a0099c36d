package org.videoaction.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What keeps a host from computing, found out before its libraries are loaded, which would end the process. */
final class HostFitness {

    private static final Pattern GLIBC = Pattern.compile("glibc (\\d+)\\.(\\d+).*", Pattern.DOTALL);
    /** Of what libtorch was built on. */
    private static final int LEAST_MINOR = 28;
    private static final int LEAST_JAVA = 17;

    private HostFitness() {
    }

    /** The reason, or null where there is none. */
    static String problem() {
        String ofJava = problem(Runtime.version());
        return ofJava == null ? ofLibrary() : ofJava;
    }

    static String problem(Runtime.Version java) {
        return java.feature() < LEAST_JAVA
            ? "its Java is " + java + ", and the jobs need " + LEAST_JAVA + " or later" : null;
    }

    private static String ofLibrary() {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            return null;
        }
        try {
            Process getconf = new ProcessBuilder("getconf", "GNU_LIBC_VERSION").redirectErrorStream(true).start();
            return problem(new String(getconf.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            // a small image without the program; loading the libraries will tell
            return null;
        }
    }

    /** @param said by getconf of the version of the C library */
    static String problem(String said) {
        Matcher version = GLIBC.matcher(said);
        if (!version.matches()) {
            return "its C library is not glibc, which libtorch needs";
        }
        return Integer.parseInt(version.group(1)) == 2 && Integer.parseInt(version.group(2)) < LEAST_MINOR
            ? "its glibc is " + version.group(1) + "." + version.group(2) + ", and libtorch needs 2." + LEAST_MINOR
                + " or later"
            : null;
    }
}
