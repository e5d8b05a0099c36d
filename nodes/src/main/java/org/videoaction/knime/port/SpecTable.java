package org.videoaction.knime.port;

import java.util.Map;
import java.util.stream.Collectors;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.SwingConstants;
import org.videoaction.data.list.Classes;

/** What there is to say of a port's content, as a table for the port's window. */
final class SpecTable {

    private static final int NAMED = 20;

    private SpecTable() {
    }

    /** @param facts names with their values, in their order */
    static JComponent[] of(String title, Map<String, String> facts) {
        JLabel label = new JLabel(facts.entrySet().stream()
            .map(fact -> "<tr><td><b>" + escaped(fact.getKey()) + "</b></td><td>" + escaped(fact.getValue()) + "</td></tr>")
            .collect(Collectors.joining("", "<html><table>", "</table></html>")));
        label.setName(title);
        label.setVerticalAlignment(SwingConstants.TOP);
        return new JComponent[] {label};
    }

    /** How many there are, and the first of them. */
    static String classes(Classes classes) {
        return classes.isEmpty() ? "none"
            : classes.size() + ": " + classes.names().stream().limit(NAMED).collect(Collectors.joining(", "))
                + (classes.size() > NAMED ? ", ..." : "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
