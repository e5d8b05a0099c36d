package org.videoaction.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Jobs for Spark stand beside the nodes and the command line: all use data-readers and model-zoo, which know none of them. */
@AnalyzeClasses(packages = "org.videoaction", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {

    @ArchTest
    static final ArchRule JOBS_KNOW_NEITHER_NODES_NOR_KNIME = noClasses()
        .that().resideInAPackage("org.videoaction.cluster..")
        .should().dependOnClassesThat().resideInAnyPackage("org.videoaction.knime..", "org.videoaction.commandline..",
            "org.videoaction.standin..", "org.knime..", "org.eclipse..");

    @ArchTest
    static final ArchRule JOBS_HOLD_NO_ALGORITHM = noClasses()
        .that().resideInAPackage("org.videoaction.cluster..")
        .should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "org.bytedeco..", "org.apache.arrow..");

    @ArchTest
    static final ArchRule NOTHING_ELSE_KNOWS_SPARK = noClasses()
        .that().resideInAnyPackage("org.videoaction.data..", "org.videoaction.model..")
        .should().dependOnClassesThat().resideInAnyPackage("org.videoaction.cluster..", "org.apache.spark..",
            "org.apache.hadoop..", "scala..");
}
