package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.knime.ClassReferences.Member;

/** Every class, member and annotation of KNIME that the plug-in's class files name is there in each version that is listed. */
class KnimeVersionsTest {

    private static final String CHOOSERS = "org.knime.core.webui.node.dialog.defaultdialog.internal.file.";

    /** What a version lacks, which the JVM passes over: of the two annotations of folders each version knows one. */
    private static final Map<String, Set<String>> LACKING = Map.of(
        "5.8.2", Set.of(CHOOSERS + "FileSelectionWidget", CHOOSERS + "SingleFileSelectionMode"),
        "5.11.0", Set.of(CHOOSERS + "FolderSelectionWidget"));

    private static KnimeListing listing(String version) throws IOException {
        return new KnimeListing(Path.of("../tests/knime-stand-in/src/test/resources/knime-" + version + "-api.txt"));
    }

    private static List<Path> classFiles() throws Exception {
        Path classes = Path.of(NodeWork.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes.resolve("org/videoaction/knime"))) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "5.11.0"})
    void whatThePlugInNamesIsThere(String version) throws Exception {
        KnimeListing knime = listing(version);
        Set<String> absent = new TreeSet<>();
        Set<String> lacking = new TreeSet<>();
        int named = 0;
        for (Path file : classFiles()) {
            ClassReferences references = ClassReferences.of(file);
            for (String type : references.knimeClasses()) {
                if (!knime.has(type)) {
                    (LACKING.get(version).contains(type) ? lacking : absent).add(type);
                }
            }
            for (Member member : references.knimeMembers()) {
                named++;
                if (!knime.has(member) && !LACKING.get(version).contains(member.owner())) {
                    absent.add(member.toString());
                }
            }
        }
        assertThat(named).as("members named").isGreaterThan(500);
        assertThat(absent).as("not in KNIME %s", version).isEmpty();
        assertThat(lacking).as("what is known to be lacking").isEqualTo(new TreeSet<>(LACKING.get(version)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "5.11.0"})
    void whatAnnotationsSayIsUnderstood(String version) throws Exception {
        KnimeListing knime = listing(version);
        Set<String> absent = new TreeSet<>();
        for (String factory : Settings.factories()) {
            List<AnnotatedElement> annotated = new ArrayList<>();
            for (Settings.Setting setting : Settings.of(factory).all()) {
                annotated.add(setting.field());
                annotated.addAll(setting.groups());
                annotated.add(setting.field().getDeclaringClass());
            }
            for (AnnotatedElement element : annotated) {
                for (Annotation annotation : element.getAnnotations()) {
                    absent.addAll(absent(annotation, knime, LACKING.get(version)));
                }
            }
        }
        assertThat(absent).as("not in KNIME %s", version).isEmpty();
    }

    private static List<String> absent(Annotation annotation, KnimeListing knime, Set<String> lacking) throws Exception {
        String type = annotation.annotationType().getName();
        List<String> absent = new ArrayList<>();
        if (type.startsWith("org.knime.") && !lacking.contains(type)) {
            for (Method element : annotation.annotationType().getDeclaredMethods()) {
                element.setAccessible(true);
                if (!Objects.deepEquals(element.invoke(annotation), element.getDefaultValue())
                    && !knime.hasElement(type, element.getName())) {
                    absent.add(type + "." + element.getName());
                }
            }
        }
        return absent;
    }

    @Test
    void whatAListingLacksIsNoticed() throws Exception {
        KnimeListing knime = listing("5.11.0");
        String factory = "org.knime.core.data.DataTableSpec";
        assertThat(Arrays.asList(new Member(factory, "findColumnIndex", "(Ljava/lang/String;)I"),
            new Member(factory, "hashCode", "()I"))).allMatch(knime::has);
        assertThat(Arrays.asList(new Member(factory, "findColumnIndex", "(Ljava/lang/String;)J"),
            new Member(factory, "findColumnIndex", "(I)I"), new Member(factory, "findColumn", "(Ljava/lang/String;)I"),
            new Member("org.knime.core.data.Gone", "toString", "()Ljava/lang/String;"))).noneMatch(knime::has);
    }
}
