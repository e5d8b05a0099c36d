package org.videoaction.model.exchange;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PySlowFast calls the tensors of a SlowFast network. */
public final class PySlowFastNames {

    private static final Pattern BLOCK =
        Pattern.compile("(slow|fast)\\.res(\\d)\\.(\\d+)\\.(a|b|c|shortcut)\\.(conv|bn)\\.(\\w+)");
    private static final Pattern NONLOCAL =
        Pattern.compile("slow\\.res(\\d)\\.(\\d+)\\.nonlocal\\.(theta|phi|g|out|bn)\\.(\\w+)");
    private static final Pattern STEM = Pattern.compile("(slow|fast)\\.stem\\.(conv|bn)\\.(\\w+)");
    private static final Pattern LATERAL = Pattern.compile("lateral\\.(stem|res\\d)\\.(conv|bn)\\.(\\w+)");

    private PySlowFastNames() {
    }

    public static String of(String name) {
        Matcher m = BLOCK.matcher(name);
        if (m.matches()) {
            boolean norm = m.group(5).equals("bn");
            String part = m.group(4).equals("shortcut") ? "branch1" : "branch2." + m.group(4);
            return "s" + m.group(2) + ".pathway" + pathway(m.group(1)) + "_res" + m.group(3) + "." + part
                + (norm ? "_bn" : "") + "." + m.group(6);
        }
        m = NONLOCAL.matcher(name);
        if (m.matches()) {
            return "s" + m.group(1) + ".pathway0_nonlocal" + m.group(2) + "."
                + (m.group(3).equals("bn") ? "bn" : "conv_" + m.group(3)) + "." + m.group(4);
        }
        m = STEM.matcher(name);
        if (m.matches()) {
            return "s1.pathway" + pathway(m.group(1)) + "_stem." + m.group(2) + "." + m.group(3);
        }
        m = LATERAL.matcher(name);
        if (m.matches()) {
            String stage = m.group(1).equals("stem") ? "1" : m.group(1).substring(3);
            return "s" + stage + "_fuse." + (m.group(2).equals("conv") ? "conv_f2s" : "bn") + "." + m.group(3);
        }
        return name.replace("head.fc", "head.projection");
    }

    private static int pathway(String name) {
        return name.equals("slow") ? 0 : 1;
    }
}
