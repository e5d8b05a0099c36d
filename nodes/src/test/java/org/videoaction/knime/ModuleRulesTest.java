package org.videoaction.knime;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Dependencies point one way: data-readers, model-zoo, nodes. */
@AnalyzeClasses(packages = "org.videoaction", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {

    @ArchTest
    static final ArchRule READERS_KNOW_NEITHER_NETWORKS_NOR_KNIME = noClasses()
        .that().resideInAPackage("org.videoaction.data..")
        .should().dependOnClassesThat().resideInAnyPackage("org.videoaction.model..", "org.videoaction.knime..",
            "ai.djl..", "org.knime..");

    @ArchTest
    static final ArchRule NETWORKS_DO_NOT_KNOW_KNIME = noClasses()
        .that().resideInAPackage("org.videoaction.model..")
        .should().dependOnClassesThat().resideInAnyPackage("org.videoaction.knime..", "org.knime..");

    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_LIBTORCH = noClasses()
        .that().resideOutsideOfPackage("org.videoaction.model.torch..")
        .should().dependOnClassesThat().resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_ONNX_RUNTIME = noClasses()
        .that().resideOutsideOfPackage("org.videoaction.model.engine..")
        .should().dependOnClassesThat().resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule NODES_HOLD_NO_ALGORITHM = noClasses()
        .that().resideInAPackage("org.videoaction.knime..")
        .should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "org.bytedeco..", "org.apache.arrow..");

    @ArchTest
    static final ArchRule KNIMES_INTERNAL_PACKAGES_ARE_USED_IN_ONE_PLACE_EACH = noClasses()
        .that().resideInAPackage("org.videoaction.knime..").and()
        .resideOutsideOfPackages("org.videoaction.knime.io..", "org.videoaction.knime.view..",
            "org.videoaction.knime.portview..")
        .should().dependOnClassesThat(resideInAPackage("org.knime.core.webui.."));

    @ArchTest
    static final ArchRule ONLY_PREFERENCES_KNOW_ECLIPSE = noClasses()
        .that().resideOutsideOfPackage("org.videoaction.knime.preferences..")
        .should().dependOnClassesThat().resideInAPackage("org.eclipse..");

    @ArchTest
    static final ArchRule VIEWS_OF_PORTS_ARE_KNOWN_IN_ONE_PLACE = noClasses()
        .that().resideInAPackage("org.videoaction..").and().resideOutsideOfPackages("org.videoaction.knime.portview..",
            "org.videoaction.standin..")
        .should().dependOnClassesThat().resideInAnyPackage("org.knime.core.webui.node.port..", "org.osgi..");

    @ArchTest
    static final ArchRule DIALOGS_DO_NOT_KNOW_PAGES = noClasses()
        .that().resideInAPackage("org.videoaction.knime.io..")
        .should().dependOnClassesThat().resideInAnyPackage("org.knime.core.webui.page..", "org.knime.core.webui.data..");

    @ArchTest
    static final ArchRule VIEWS_DO_NOT_KNOW_DIALOGS = noClasses()
        .that().resideInAPackage("org.videoaction.knime.view..")
        .should().dependOnClassesThat().resideInAPackage("org.knime.core.webui.node..");

    @ArchTest
    static final ArchRule PACKAGES_DO_NOT_GO_ROUND_IN_CIRCLES = SlicesRuleDefinition.slices()
        .matching("org.videoaction.(data|model|knime).(*)..").should().beFreeOfCycles();
}
