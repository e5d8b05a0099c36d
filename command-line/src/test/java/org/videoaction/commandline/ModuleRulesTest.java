package org.videoaction.commandline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The command line stands beside the nodes: both use data-readers and model-zoo, which know neither. */
@AnalyzeClasses(packages = "org.videoaction", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {

    @ArchTest
    static final ArchRule THE_COMMAND_LINE_KNOWS_NEITHER_NODES_NOR_KNIME = noClasses()
        .that().resideInAPackage("org.videoaction.commandline..")
        .should().dependOnClassesThat().resideInAnyPackage("org.videoaction.knime..", "org.videoaction.standin..",
            "org.knime..", "org.eclipse..");

    @ArchTest
    static final ArchRule THE_COMMAND_LINE_HOLDS_NO_ALGORITHM = noClasses()
        .that().resideInAPackage("org.videoaction.commandline..")
        .should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "org.bytedeco..", "org.apache.arrow..");

    @ArchTest
    static final ArchRule NOTHING_ELSE_KNOWS_THE_COMMAND_LINE = noClasses()
        .that().resideInAnyPackage("org.videoaction.data..", "org.videoaction.model..")
        .should().dependOnClassesThat().resideInAnyPackage("org.videoaction.commandline..", "picocli..");
}
