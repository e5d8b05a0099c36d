package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.knime.core.node.NodeFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What plugin.xml promises to KNIME is there. */
class ContributionsTest {

    private static List<Element> elements(final String tag) throws Exception {
        try (InputStream in = ContributionsTest.class.getResourceAsStream("/plugin.xml")) {
            NodeList found = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getElementsByTagName(tag);
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                elements.add((Element)found.item(i));
            }
            return elements;
        }
    }

    @TestFactory
    List<DynamicTest> everyNodeHasANameAnIconAndPorts() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Element node : elements("node")) {
            String factory = node.getAttribute("factory-class");
            tests.add(DynamicTest.dynamicTest(factory, () -> {
                NodeFactory<?> created =
                    (NodeFactory<?>)Class.forName(factory).getDeclaredConstructor().newInstance();
                assertThat(created.getNodeName()).isNotBlank();
                assertThat(created.getIcon()).isNotNull();
                assertThat(node.getAttribute("category-path")).isEqualTo("/community/videoaction");
            }));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(5);
        return tests;
    }

    @Test
    void everyPortTypeNamesClassesThatExist() throws Exception {
        List<Element> ports = elements("portType");
        assertThat(ports).hasSize(2);
        for (Element port : ports) {
            for (String attribute : List.of("objectClass", "objectSerializer", "specClass", "specSerializer")) {
                assertThat(Class.forName(port.getAttribute(attribute))).isNotNull();
            }
        }
    }
}
