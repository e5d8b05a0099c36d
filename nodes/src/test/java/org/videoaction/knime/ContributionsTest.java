package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.knime.core.node.NodeFactory;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What plugin.xml promises to KNIME is there. */
class ContributionsTest {

    private static List<Element> elements(String tag) throws Exception {
        try (InputStream in = ContributionsTest.class.getResourceAsStream("/plugin.xml")) {
            NodeList found = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getElementsByTagName(tag);
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                elements.add((Element) found.item(i));
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
                NodeFactory<?> created = (NodeFactory<?>) Class.forName(factory).getDeclaredConstructor().newInstance();
                assertThat(created.getNodeName()).isNotBlank();
                assertThat(created.getIcon()).isNotNull();
                assertThat(node.getAttribute("category-path")).isEqualTo("/community/videoaction");
            }));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(5);
        return tests;
    }

    @TestFactory
    Stream<DynamicTest> everyNodeIsDescribed() {
        return Settings.factories().stream().map(factory -> DynamicTest.dynamicTest(factory, () -> {
            NodeFactory<?> created = (NodeFactory<?>) Class.forName(factory).getDeclaredConstructor().newInstance();
            Element description = created.getXMLDescription();
            assertThat(texts(description, "shortDescription")).singleElement().asString().hasSizeBetween(20, 110)
                .endsWith(".");
            assertThat(texts(description, "intro")).singleElement().asString().hasSizeGreaterThan(200).endsWith(".");
            assertThat(texts(description, "keyword")).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
            assertThat(created.getType()).isNotEqualTo(NodeFactory.NodeType.Unknown);
            List<String> names = new ArrayList<>();
            for (String tag : List.of("inPort", "dynInPort", "outPort", "dynOutPort")) {
                assertThat(texts(description, tag)).as(tag).allMatch(port -> port.endsWith(".") && port.length() > 10);
                NodeList ports = description.getElementsByTagName(tag);
                for (int i = 0; i < ports.getLength(); i++) {
                    names.add(((Element) ports.item(i)).getAttribute("name"));
                }
            }
            assertThat(names).as("no two ports have one name").doesNotHaveDuplicates().isNotEmpty();
        }));
    }

    /** KNIME makes pieces of XML of the texts of a dialog; where one is none, there is no node. */
    @TestFactory
    Stream<DynamicTest> textsOfDialogsAreMarkup() {
        return Settings.factories().stream().map(factory -> DynamicTest.dynamicTest(factory, () -> {
            for (Settings.Setting setting : Settings.of(factory).all()) {
                List<String> texts = new ArrayList<>();
                setting.annotation(Widget.class).ifPresent(widget -> texts.add(widget.description()));
                if (setting.field().getType().isEnum()) {
                    for (Field constant : setting.field().getType().getFields()) {
                        Label label = constant.getAnnotation(Label.class);
                        texts.addAll(List.of(label.value(), label.description()));
                    }
                }
                for (String text : texts) {
                    assertThatCode(() -> DocumentBuilderFactory.newInstance().newDocumentBuilder()
                        .parse(new InputSource(new StringReader("<text>" + text + "</text>"))))
                        .as("%s: %s", setting, text).doesNotThrowAnyException();
                }
            }
        }));
    }

    private static List<String> texts(Element element, String tag) {
        NodeList found = element.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength()).mapToObj(i -> found.item(i).getTextContent().strip()).toList();
    }

    @TestFactory
    Stream<DynamicTest> iconsAreOfOneSizeAndOneStyle() throws Exception {
        List<URL> icons = new ArrayList<>();
        icons.add(ContributionsTest.class.getResource("/" + elements("category").get(0).getAttribute("icon")));
        for (String factory : Settings.factories()) {
            icons.add(((NodeFactory<?>) Class.forName(factory).getDeclaredConstructor().newInstance()).getIcon());
        }
        return icons.stream().map(icon -> DynamicTest.dynamicTest(icon.getPath(), () -> {
            BufferedImage image = ImageIO.read(icon);
            assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(16, 16);
            Set<Boolean> coloured = new HashSet<>();
            for (int pixel : image.getRGB(0, 0, 16, 16, null, 0, 16)) {
                if (pixel >>> 24 > 127) {
                    Color colour = new Color(pixel);
                    boolean accent = colour.getGreen() - colour.getRed() > 40;
                    assertThat(accent || Math.abs(colour.getGreen() - colour.getRed()) < 40).isTrue();
                    coloured.add(accent);
                }
            }
            assertThat(coloured).as("dark lines and the accent").containsExactlyInAnyOrder(true, false);
        }));
    }

    @Test
    void portTypesHaveNamesAndColoursOfTheirOwn() throws Exception {
        List<Element> ports = elements("portType");
        assertThat(ports).extracting(port -> port.getAttribute("color")).doesNotHaveDuplicates()
            .allMatch(colour -> colour.matches("#[0-9A-F]{6}"));
        assertThat(ports).extracting(port -> port.getAttribute("name")).doesNotHaveDuplicates()
            .allMatch(name -> name.startsWith("Video "));
    }

    @Test
    void thePreferencePageIsBelowKnimesAndOfAClassThatEclipseCanMake() throws Exception {
        assertThat(elements("page")).singleElement().satisfies(page -> {
            assertThat(page.getAttribute("category")).isEqualTo("org.knime.workbench.ui.preferences");
            assertThat(page.getAttribute("name")).isEqualTo("Video Action Recognition");
            Class<?> type = Class.forName(page.getAttribute("class"), false, getClass().getClassLoader());
            assertThat(type).isPublic().isAssignableTo(IWorkbenchPreferencePage.class);
            assertThat(type.getConstructors()).singleElement()
                .satisfies(constructor -> assertThat(constructor.getParameterCount()).isZero());
        });
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
